"""What `briefing new` writes: a site that works as it is, with one article as an example.

The example is by Wikinews contributors (CC BY 2.5), as its front matter says.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from briefing import __version__
from briefing.errors import BriefingError

# Where each file of `files/` goes; under plain names here, so that they do nothing in this project.
FILES = {
    "mkdocs.yml": "mkdocs.yml",
    "index.md": "docs/index.md",
    "sensitive-document.md": "seeds/sensitive-document.md",
    "README.md": "README.md",
    "requirements.txt": "requirements.txt",
    "gitignore": ".gitignore",
    "pages.yml": ".github/workflows/pages.yml",
}


def create(folder: Path) -> None:
    """Write the site into `folder`. Raises BriefingError where there is anything in it already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BriefingError(str(folder), "is not empty", "name a new folder")
    release = ".".join(__version__.split(".")[:2])
    for name, target in FILES.items():
        text = resources.files(__package__).joinpath("files", name).read_text(encoding="utf-8")
        path = folder / target
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("{version}", release), encoding="utf-8", newline="\n")
        except OSError as error:
            trouble = f"cannot be written: {error.strerror or error}"
            raise BriefingError(str(path), trouble, "name a folder of your own") from None
