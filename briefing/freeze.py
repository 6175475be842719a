"""A reviewed analysis kept beside its seed: what a person has seen stays, whatever processor or version builds.

`seeds/NAME.frozen.json` has the article as it was read and the analysis as it was made, before the review, which is
applied on top at every build. A checksum tells a file that was changed by hand: corrections belong into the review.
It tells no file that was written by hand, so nothing is believed that the seed does not bear out or pages rely on.
"""

from __future__ import annotations

import contextlib
import hashlib
import html
import json
import os
import re
import shlex
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefing.errors import FrozenError, SeedError
from briefing.ids import words_of
from briefing.ingest.encoding import decode
from briefing.model import Article, Briefing, Field, text_sha256
from briefing.wellformed import FormError, briefing_of

ENDING = ".frozen.json"
FORMAT = "briefing-frozen/1"
# Ours have some ten characters for each of the text, which has 500,000 at most.
MAX_BYTES = 64_000_000

_TAG = re.compile(r"<[^<>]*>|\]\([^()\s]*\)")
# Places where a line may be broken inside a word.
_BREAKS = re.compile("[\u00ad\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a file keeps: the briefing without its review, and a hash of the rules and word lists that made it. `reread`
    says whether this version reads something else out of the same bytes."""

    briefing: Briefing
    code: str
    reread: bool = False


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
    briefing_of(document["analysis"])
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
        found = briefing_of(document["analysis"])
    except FormError as error:
        raise FrozenError(str(path), f"has not the form that this version reads: {error}", anew) from None
    text = found.article.text
    if text_sha256(text) != document["analysis"].get("text_sha256"):
        raise FrozenError(str(path), "does not hold the text that it was made of", anew)
    if found.article.sha256 == article.sha256:
        if strange := _strange(found.article, article, seed):
            raise FrozenError(str(path), f"says {strange[:80]!r}, which {article.path} does not have", anew)
        # Whether something may be published is never older than the seed's front matter.
        publish = found.article.publish and article.publish
        kept = replace(found.article, id=article.id, path=article.path, publish=publish, robots=article.robots)
        return Frozen(replace(found, article=kept, frozen=True), document["code"], _reread(kept, article))
    if text != article.text:
        raise FrozenError(str(path), f"the text of {article.path} has changed since it was frozen", anew)
    own = tuple(w for w in found.warnings if not w.startswith(f"{found.article.path}:"))
    if article.standfirst.basis == "unknown" and found.article.standfirst.basis == "derived":
        article = replace(article, standfirst=found.article.standfirst)
    return Frozen(replace(found, article=article, frozen=True, warnings=own), document["code"])


def _strange(then: Article, now: Article, seed: Path) -> str | None:
    """Something of the frozen article that its seed has not: neither as this version reads it nor in its bytes."""
    named = [v for name in ("title", "standfirst", "outlet", "bylines") for v in _stated(then, now, name)]
    named += [v for v in (*then.tags, then.licence) if v and v not in (*now.tags, now.licence)]
    linked = then.url.value if then.url != now.url else None
    if then.text == now.text and not named and linked is None:
        return None
    source = _source(seed)
    if isinstance(linked, str) and linked not in source:
        return linked
    words = set(words_of(source))
    if strange := next((v for v in named if not words.issuperset(words_of(v))), None):
        return strange
    return None if then.text == now.text else _strange_part(then, (now.text, source))


def _strange_part(then: Article, texts: tuple[str, str]) -> str | None:
    """A paragraph whose words stand nowhere in the seed one after the other."""
    without_tags = (_TAG.sub(by, texts[1]) for by in (" ", ""))
    readings = [f" {' '.join(words_of(t))} " for t in (*texts, *without_tags)]
    end = 0
    for part in then.paragraphs:
        words = then.text[part.start : part.end]
        sought = f" {' '.join(words_of(words))} "
        if sought.strip() and not any(sought in reading for reading in readings):
            return words
        outside = then.text[end : part.start]
        if any(map(str.isalnum, outside)):
            return outside.strip()
        end = part.end
    return then.text[end:].strip() if any(map(str.isalnum, then.text[end:])) else None


def _source(seed: Path) -> str:
    """The text of a seed's bytes as they are, with entities decoded."""
    try:
        data = seed.read_bytes().replace(b"\0", b"")
    except OSError as error:
        trouble = f"cannot be read: {error.strerror or error}"
        raise FrozenError(str(seed), trouble, "check that it is there and may be read") from None
    try:
        text, _ = decode(data, str(seed))
    except SeedError:
        text = data.decode("latin-1")
    return _BREAKS.sub("", html.unescape(text))


def _reread(then: Article, now: Article) -> bool:
    """Whether the seed's bytes are read as something else now. A standfirst that is missing, the analysis derives."""
    standfirst = now.standfirst if now.standfirst.basis == "unknown" else then.standfirst
    return replace(then, standfirst=standfirst, publish=now.publish, warnings=now.warnings) != now


def _stated(then: Article, now: Article, name: str) -> list[str]:
    """The words of a field that is not now as it was; what is derived from the text, the evidence gate checks."""
    field: Field = getattr(then, name)
    if field == getattr(now, name) or field.basis == "derived" or field.value is None:
        return []
    return [field.value] if isinstance(field.value, str) else list(field.value)


def _document(path: Path, anew: str) -> dict[str, Any]:
    """The file as JSON, whole and unchanged."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FrozenError(str(path), f"is larger than {MAX_BYTES // 1_000_000} MB", anew)
        document = json.loads(path.read_bytes(), parse_constant=_no_number)
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


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _checksum(document: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode("ascii")).hexdigest()
