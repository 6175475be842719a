"""Word files: what mammoth reads in a DOCX, once its container has been looked at.

Who typed a file and when is no byline and no date of publication; so nothing is taken from its properties.
"""

from __future__ import annotations

import io
import zipfile

from briefing.add import extras, markup
from briefing.add.draft import Draft, of_lines
from briefing.errors import SeedError
from briefing.ingest.raw import Given

# A novel's document.xml has some 5 MB. Pictures are not unpacked, but a file is refused that would fill a disk.
MOST_TEXT, MOST_ALL, MOST_PARTS = 20_000_000, 500_000_000, 5_000
# Deflate packs prose six to ten times smaller, and Word's repetitive marks up to some fifty times.
MOST_RATIO = 200
BODY = "word/document.xml"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "open it in Word or LibreOffice and save it as .docx"


def read(data: bytes, where: str) -> Draft:
    """The draft of a DOCX file's bytes. Raises SeedError, MissingExtraError."""
    _check(data, where)
    mammoth = extras.need("docx", where)

    def no_picture(image: object) -> dict[str, str]:
        return {}

    try:
        html = mammoth.convert_to_html(
            io.BytesIO(data), convert_image=mammoth.images.img_element(no_picture),
            style_map="p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh",
        ).value  # fmt: skip
    except Exception as error:  # what stands in a broken file breaks it in many ways
        raise SeedError(where, f"is a Word file that cannot be read ({type(error).__name__})", _SAVE) from None
    draft = of_lines(markup.lines(html), Given())
    if not draft.text:
        raise SeedError(where, "is a Word file without text", "is its text in a picture?")
    return draft


def _check(data: bytes, where: str) -> None:
    if data.startswith(_OLE):
        trouble = "is protected by a password, or in the format of the old Word"
        raise SeedError(where, trouble, "open it and save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            parts = container.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise SeedError(where, "is no Word file, or a broken one", _SAVE) from None
    names = [p.filename for p in parts]
    if BODY not in names:
        raise SeedError(where, "is a container, but none of Word's", _SAVE)
    if any(p.flag_bits & 1 for p in parts):
        raise SeedError(where, "is protected by a password", "save it without one")
    if any(n.lower().endswith("vbaproject.bin") for n in names):
        raise SeedError(where, "has macros in it", "save it as .docx, which has none")
    if len(names) != len(set(names)):
        raise SeedError(where, "has two parts of one name", _SAVE)
    # A part cannot unpack to more than it says: zipfile reads no further.
    words = sum(p.file_size for p in parts if p.filename.lower().endswith((".xml", ".rels")))
    packed = sum(p.compress_size for p in parts) or 1
    total = sum(p.file_size for p in parts)
    if len(parts) > MOST_PARTS or words > MOST_TEXT or total > MOST_ALL or total > MOST_RATIO * packed:
        raise SeedError(where, f"would unpack to {total:,} bytes, too many for an article", _SAVE)
