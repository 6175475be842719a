"""The corpora the tagger learns from, read as their authors published them.

Each is a folder or a bare git directory of the public repository:
PolNeAR networkdynamics/PolNeAR, NewsDiscourse prafulla77/Discourse_Profiling, GUM amir-zeldes/gum.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from briefing.tagger.labels import ROLES

Spans = list[tuple[int, int]]

_ROLE_OF = {
    "Main": "main event",
    "Main_Consequence": "consequence",
    "Cause_Specific": "previous event",
    "Cause_General": "current context",
    "Distant_Historical": "historical",
    "Distant_Anecdotal": "anecdotal",
    "Distant_Evaluation": "evaluation",
    "Distant_Expectations_Consequences": "expectation",
    "NA": "n/a",
}
# Held out, so that the bench has texts of one paper and month that nothing here has seen.
HELD_OUT = re.compile(r"usa-today_2016-05")


@dataclass(frozen=True, slots=True)
class Attribution:
    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known of it: a list of attributions an annotator, or sentences with roles."""

    name: str
    text: str
    paragraphs: Spans
    readings: list[list[Attribution]] = field(default_factory=list)
    sentences: Spans = field(default_factory=list)
    roles: list[int] = field(default_factory=list)


class Tree:
    """Files of a folder or of a bare git directory, by path."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.bare = (path / "objects").is_dir()

    def names(self, under: str) -> list[str]:
        if not self.bare:
            return sorted(p.relative_to(self.path).as_posix() for p in (self.path / under).rglob("*") if p.is_file())
        out = self._git("ls-tree", "-r", "-z", "--name-only", "HEAD", under)
        return sorted(n for n in out.decode("utf8").split("\0") if n)

    def read(self, name: str) -> bytes:
        return self._git("cat-file", "blob", f"HEAD:{name}") if self.bare else (self.path / name).read_bytes()

    def text(self, name: str) -> str:
        return self.read(name).decode("utf8")

    def _git(self, *args: str) -> bytes:
        command = ["git", "--git-dir", str(self.path), "-c", "core.quotepath=off", *args]
        return subprocess.run(command, check=True, capture_output=True).stdout


def paragraphs_of(text: str) -> Spans:
    """Lines with something in them."""
    return [m.span() for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def polnear(path: Path, split: str) -> Iterator[Document]:
    """PolNeAR's articles with the reading of each of their annotators (most have one)."""
    tree = Tree(path)
    by_article: dict[str, list[str]] = defaultdict(list)
    for name in tree.names(f"data/{split}/attributions"):
        if m := re.fullmatch(r".*/([^/]+)_[0-9a-f]{4}\.ann", name):
            by_article[m[1]].append(name)
    for article, readings in sorted(by_article.items()):
        text = tree.text(f"data/{split}/text/{article}.txt")
        yield Document(article, text, paragraphs_of(text), [list(_brat(tree.text(name))) for name in sorted(readings)])


def _brat(ann: str) -> Iterator[Attribution]:
    spans: dict[str, Spans] = {}
    events: list[list[list[str]]] = []
    for line in ann.split("\n"):
        f = line.split("\t")
        if re.match(r"T\d+$", f[0]) and len(f) > 1:
            offsets = f[1].split(" ", 1)[1].split(";")
            spans[f[0]] = [(int(a), int(b)) for a, b in (o.split() for o in offsets)]
        elif re.match(r"E\d+$", f[0]) and len(f) > 1:
            events.append([a.split(":") for a in f[1].split()])
    for event in events:
        found: dict[str, Spans] = {"source": [], "cue": [], "content": []}
        for role, ref in event:
            role = re.sub(r"\d+$", "", role).lower()
            if role in found and ref in spans:
                found[role] += spans[ref]
        if found["content"]:
            yield Attribution(**{k: sorted(set(v)) for k, v in found.items()})


def newsdiscourse(path: Path, split: str) -> Iterator[Document]:
    """NewsDiscourse's articles: headline, body in paragraphs, a role for each sentence of the body."""
    with zipfile.ZipFile(io.BytesIO(Tree(path).read(f"data/{split}.zip"))) as z:
        for name in sorted(z.namelist()):
            if name.endswith(".txt") and not name.startswith("__MACOSX"):
                yield _discourse(name, z.read(name).decode("utf8"), z.read(name[:-3] + "ann").decode("utf8"))


def _discourse(name: str, raw: str, ann: str) -> Document:
    labels: dict[str, int] = {}
    for line in ann.split("\n"):
        f = line.strip().split("\t")
        if len(f) == 3 and (label := f[1].split()[0]) != "Speech":
            labels[f[2]] = ROLES.index(_ROLE_OF[label])
    title, text, gap = "", "", ""
    sentences: Spans = []
    roles: list[int] = []
    for line in raw.split("\n"):
        head, _, rest = line.strip().replace("\t", " ").partition(" ")
        rest = rest.strip()
        if not head:
            gap = "\n\n" if text else ""
        elif head == "H":
            title = rest
        elif re.fullmatch(r"S\d+", head):
            text += gap
            gap = " "
            if head in labels:
                sentences.append((len(text), len(text) + len(rest)))
                roles.append(labels[head])
            text += rest
    if title:
        shift = len(title) + 2
        text = f"{title}\n\n{text}"
        sentences = [(a + shift, b + shift) for a, b in sentences]
    return Document(name, text, paragraphs_of(text), sentences=sentences, roles=roles)
