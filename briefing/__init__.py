"""Briefing: news articles in, a briefing of each out, every statement a verbatim span or resting on one.

The way of an article, each step one call on plain values:

    article = ingest("seeds/x.txt")      # seed → Article
    briefing = analyse(article)          # Article → Briefing
    briefing = review(briefing, "seeds/x.review.yaml")
    verify(briefing, article)            # raises EvidenceError, or counts the passages
    book = Book.of([briefing])
"""

__version__ = "0.1.0"
