"""Every error Briefing raises: what is wrong, in which file, and how to mend it."""

from __future__ import annotations

from typing import Any


class BriefingError(Exception):
    """Root of all errors of this package; `str()` is one message fit for a log line.

    `where` is the file the trouble is in (as the user wrote or would write it), `trouble` one clause
    that says what is wrong, `mend` one clause that says what to do about it.
    """

    def __init__(self, where: str, trouble: str, mend: str = "") -> None:
        self.where, self.trouble, self.mend = where, trouble, mend
        super().__init__(f"{where}: {trouble}" + (f" ({mend})" if mend else ""))

    def __reduce__(self) -> tuple[Any, ...]:
        """Made anew from its parts in another process, where an exception would be given its message alone."""
        return type(self), (self.where, self.trouble, self.mend), self.__dict__


class SeedError(BriefingError):
    """A seed that cannot be read as an article."""


class FrontMatterError(SeedError):
    """Front matter that is not what it should be."""


class FetchError(BriefingError):
    """A web address that cannot or must not be fetched; `status` is what the server said, where it did."""

    def __init__(self, where: str, trouble: str, mend: str = "", status: int | None = None) -> None:
        super().__init__(where, trouble, mend)
        self.status = status


class MissingExtraError(BriefingError):
    """A format whose optional package is not installed; the message says how to install it."""


class ClusterError(BriefingError):
    """A Dask cluster that cannot be reached, has not the same Briefing, or is gone."""


class DuplicateIdError(BriefingError):
    """Two seeds that would make the same page."""


class LanguageModelError(BriefingError):
    """The spaCy pipeline that the settings name is not installed or does not fit."""


class ReviewError(BriefingError):
    """A review file that cannot be applied; the message shows the nearest match where words were not found."""


class FrozenError(BriefingError):
    """A frozen analysis that was damaged or changed, or whose seed was."""


class EvidenceError(BriefingError):
    """A statement that fails the evidence gate. Subclasses name the way it failed."""


class NotInArticleError(EvidenceError):
    """The words of a span stand nowhere in the article."""


class AlteredError(EvidenceError):
    """The words of a span stand in the article, but not at the span's offsets."""


class InsideFurnitureError(EvidenceError):
    """A statement rests on a byline, caption, contact line or the like."""


class OutOfRangeError(EvidenceError):
    """Offsets that do not lie inside the article, or are empty or reversed."""


class NoEvidenceError(EvidenceError):
    """A statement without a span."""
