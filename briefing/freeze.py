"""A reviewed analysis kept beside its seed: what a person has seen stays, whatever processor or version builds.

`seeds/NAME.frozen.json` has the article as it was read and the analysis as it was made, before the review, which is
applied on top at every build. A checksum tells a file that was changed by hand: corrections belong into the review.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shlex
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefing.errors import FrozenError
from briefing.model import Article, Briefing, text_sha256

ENDING = ".frozen.json"
FORMAT = "briefing-frozen/1"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a file keeps: the briefing without its review, and a hash of the rules and word lists that made it."""

    briefing: Briefing
    code: str


def path_for(seed: Path) -> Path:
    """Where the frozen analysis of a seed lies."""
    return seed.with_name(seed.stem + ENDING)


def is_frozen(path: Path) -> bool:
    """Whether a file has the name of a frozen analysis."""
    return path.name.lower().endswith(ENDING) and path.is_file()


def orphan(path: Path) -> FrozenError:
    """The error for a frozen analysis without a seed."""
    name = path.name[: -len(ENDING)]
    return FrozenError(
        str(path), f"no seed named {name} stands beside it", "give it the name of its seed, or remove it"
    )


def write(seed: Path, frozen: Frozen) -> Path:
    """Freeze a seed; the file that now is there. Raises FrozenError where it cannot be written."""
    path = path_for(seed)
    document = {"format": FORMAT, "code": frozen.code, "analysis": frozen.briefing.to_dict()}
    written = json.dumps({"sha256": _checksum(document), **document}, indent=1) + "\n"
    try:
        # A name that is hidden until all of it is there: nobody reads half a file, or takes it for another.
        handle, name = tempfile.mkstemp(prefix=".frozen-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
                file.write(written)
            os.chmod(name, 0o644)
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise FrozenError(str(path), f"cannot be written: {error.strerror or error}", "check the folder") from None
    return path


def remove(seed: Path) -> bool:
    """Thaw a seed; whether it was frozen. Raises FrozenError where the file cannot be removed."""
    try:
        path_for(seed).unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        trouble = f"cannot be removed: {error.strerror or error}"
        raise FrozenError(str(path_for(seed)), trouble, "check the folder") from None
    return True


def read(seed: Path, article: Article) -> Frozen | None:
    """What is frozen of a seed, of which `article` is what it says now; None where it is not frozen.

    Where the seed's bytes are those that were frozen, the article is the frozen one too, however this version reads
    them. Where only what stands beside the text has changed, as the front matter, that is taken as it is now.
    Raises FrozenError for a file that was damaged or changed, and for a seed whose text has changed.
    """
    path = path_for(seed)
    if not os.path.isfile(path):  # nor one whose name would be too long
        return None
    name = shlex.quote(str(seed))
    anew = f"say `briefing freeze {name}` to freeze it anew, or `briefing thaw {name}`"
    document = _document(path, anew)
    try:
        found = Briefing.from_dict(document["analysis"])
        text, unchanged = found.article.text, document["analysis"]["text_sha256"]
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration):
        raise FrozenError(str(path), "has not the form that this version reads", anew) from None
    if text_sha256(text) != unchanged:
        raise FrozenError(str(path), "does not hold the text that it was made of", anew)
    if found.article.sha256 == article.sha256:
        kept = replace(found.article, id=article.id, path=article.path)
        return Frozen(replace(found, article=kept, frozen=True), document["code"])
    if text != article.text:
        raise FrozenError(str(path), f"the text of {article.path} has changed since it was frozen", anew)
    own = tuple(w for w in found.warnings if not w.startswith(f"{found.article.path}:"))
    if article.standfirst.basis == "unknown":  # then the analysis has derived one
        article = replace(article, standfirst=found.article.standfirst)
    return Frozen(replace(found, article=article, frozen=True, warnings=own), document["code"])


def _document(path: Path, anew: str) -> dict[str, Any]:
    """The file as JSON, whole and unchanged."""
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        trouble = f"cannot be read: {error.strerror or error}"
        raise FrozenError(str(path), trouble, "check that it is there and may be read") from None
    except (ValueError, RecursionError):
        raise FrozenError(str(path), "is damaged: it is no JSON", f"bring it back as it was, or {anew}") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise FrozenError(str(path), f"is no analysis in the form {FORMAT}", anew)
    if document.pop("sha256", None) != _checksum(document):
        mend = f"corrections belong into the review; bring it back as it was, or {anew}"
        raise FrozenError(str(path), "is damaged, or was changed by hand", mend)
    if not isinstance(document.get("code"), str) or not isinstance(document.get("analysis"), dict):
        raise FrozenError(str(path), "has not the form that this version reads", anew)
    return document


def _checksum(document: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode("ascii")).hexdigest()
