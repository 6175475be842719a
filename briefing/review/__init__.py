"""A reviewer's corrections: the YAML file beside a seed, applied to the seed's briefing.

The file wins over the analysis. Its entries carry the article's words and find their items by them, so that
they outlive rebuilds and new versions of the analysis. docs/reviewing.md describes the file.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from briefing.model import Article, Briefing, Field, Note, Review
from briefing.review import actors, hide, items
from briefing.review.draft import Draft, shown
from briefing.review.files import is_review, orphan, review_names, review_path
from briefing.review.schema import NoteEntry, ReviewFile, read
from briefing.review.template import template

__all__ = ["apply", "is_review", "orphan", "review_names", "review_path", "template"]

# Keys of `set:` that an article names otherwise.
FIELDS = {"date": "published", "authors": "bylines"}


def apply(briefing: Briefing, path: Path | str) -> Briefing:
    """`briefing` with the corrections of the review at `path`; unchanged where there is no such file.

    Raises ReviewError, which names the line, for a file that cannot be applied.
    """
    path = Path(path)
    if not os.path.isfile(path):
        return briefing
    review = read(path)
    draft = Draft(briefing, review.where)
    draft.article = _with_fields(draft, review)
    for entry in review.actors:
        actors.correct(draft, entry)
    for target in review.reject:
        items.reject(draft, target)
    for correction in review.edit:
        items.edit(draft, correction)
    for correction in review.add:
        items.add(draft, correction)
    notes = [_note(draft, entry, review) for entry in review.notes]
    for entry in review.actors:
        if entry.hide:
            hide.hide(draft, entry)
    result = draft.done()
    shown_ids = {i.id for section in (result.summary, result.positions, result.background) for i in section}
    done = Review(
        state="reviewed" if review.reviewed else "unreviewed",
        by=review.by,
        date=review.date,
        notes=tuple(n for n in notes if n.about is None or n.about in shown_ids),
        changes=tuple(draft.changes),
        hidden=draft.hidden,
    )
    return replace(result, review=done)


def _with_fields(draft: Draft, review: ReviewFile) -> Article:
    """The article with what `set:` and the publishing keys say."""
    fields = {FIELDS.get(key, key): Field(value, "reviewed") for key, value in review.set.items()}
    draft.changes += [
        f"{key} set: {shown((value,) if isinstance(value, str) else value or ('not stated',))}"
        for key, value in review.set.items()
    ]
    own = {"publish": review.publish, "robots": review.robots}
    return replace(draft.article, **fields, **{k: v for k, v in own.items() if v is not None})  # type: ignore[arg-type]


def _note(draft: Draft, entry: NoteEntry, review: ReviewFile) -> Note:
    by = entry.by or review.by or "a reviewer"
    if entry.about is None:
        return Note(by, entry.text)
    item = items.find_any(draft, entry.about)
    if item is None:
        if entry.about.words:
            draft.places(entry.about)
        draft.warn(entry.about.at, "the briefing has no item that this note is about; it stands with no item")
    return Note(by, entry.text, getattr(item, "id", None))
