"""Bytes to text: UTF-8 and UTF-16 as they are, older encodings by a guess that is told."""

from __future__ import annotations

import codecs
import re

from briefing.errors import SeedError

# A file in UTF-16 without a byte order mark shows itself by the zero byte in every Latin letter; in plain
# English nearly every second byte is zero, in binary files the zeros stand on both sides.
UTF16_ZEROS = 0.3
# charset-normalizer reads this much for its guess: enough for any article, and its time grows with length.
GUESS_BYTES = 200_000
# A file counts as UTF-8 with faults where at least so many letters are right for each that is not.
RIGHT_TO_BROKEN = 10
_LF = re.compile(r"\r\n?")


def normalise_newlines(text: str) -> str:
    r"""Each `\r\n` or `\r` becomes `\n`."""
    return _LF.sub("\n", text) if "\r" in text else text


def decode(data: bytes, where: str, hint: str | None = None) -> tuple[str, str | None]:
    """The text of `data` with normalised newlines, and a warning where the encoding had to be guessed.

    `hint` is the encoding that the file itself declares, as an HTML page does.
    """
    text, warning = _decode(data, where, hint)
    if "\0" in text:
        raise SeedError(where, "has zero bytes in it, so it is no text", "save it as UTF-8 text")
    return normalise_newlines(text), warning


def _decode(data: bytes, where: str, hint: str | None) -> tuple[str, str | None]:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(name), None
            except UnicodeDecodeError as e:
                trouble = f"begins like {name.removesuffix('-sig').upper()} but is not, at byte {e.start}"
                raise SeedError(where, trouble, "save it as UTF-8") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        at = e.start
    else:
        if "\0" not in text:
            return text, None
        at = text.index("\0")
    if wide := _utf16(data):
        try:
            return data.decode(wide), f"{where}: read as {wide}, a guess (save it as UTF-8 to be sure)"
        except UnicodeDecodeError:
            pass
    if b"\0" in data:
        raise SeedError(where, "has zero bytes in it, so it is no text", "save it as UTF-8 text")
    if nearly := _nearly_utf8(data):
        text, number = nearly
        what = "byte is" if number == 1 else "bytes are"
        return text, f"{where}: {number} {what} no UTF-8 and became � (save it as UTF-8 to be sure)"
    if hint and (text_or_none := _try(data, hint)) is not None:
        return text_or_none, None
    return _guess(data, where, at)


def _nearly_utf8(data: bytes) -> tuple[str, int] | None:
    """Text of which nearly all beyond ASCII is UTF-8, and how many places are not: a page put together from
    several sources, or one cut off. In an older encoding hardly two letters make UTF-8 by chance."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    others = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    return (text, broken) if others >= RIGHT_TO_BROKEN * broken else None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark, told by on which side of each pair the zero bytes stand."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = len(data) // 2 or 1
    if odd > UTF16_ZEROS * half and not even:
        return "utf-16-le"
    if even > UTF16_ZEROS * half and not odd:
        return "utf-16-be"
    return None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
        text.encode("utf-8")  # no lone surrogates, which some codecs let through
    except (LookupError, UnicodeError, ValueError):
        return None
    return text


def _guess(data: bytes, where: str, at: int) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:GUESS_BYTES]).best()
    names = [best.encoding] if best else []
    for name in [*names, "cp1252"]:
        if (text := _try(data, name)) is not None:
            return text, f"{where}: not UTF-8; read as {name}, a guess (save it as UTF-8 to be sure)"
    raise SeedError(where, f"is in no encoding we know (byte {at} is not UTF-8)", "save it as UTF-8")
