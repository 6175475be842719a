"""Briefing: news articles in, a briefing of each out, every statement a verbatim span or resting on one.

The way of an article, each step one call on plain values:

    article = ingest("seeds/x.txt")      # seed → Article
    briefing = analyse(article)          # Article → Briefing
    briefing = review(briefing, "seeds/x.review.yaml")
    verify(briefing, article)            # raises EvidenceError, or counts the passages
    book = Book.of([briefing])
"""

# First, since the parts imported below ask for it.
__version__ = "0.1.0"

from briefing.analysis import analyse
from briefing.book import Book
from briefing.errors import BriefingError
from briefing.evidence import verify
from briefing.ingest import ingest
from briefing.model import Briefing
from briefing.review import apply as review

__all__ = ["Book", "Briefing", "BriefingError", "analyse", "ingest", "review", "verify"]
