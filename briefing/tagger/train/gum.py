"""GUM's attributions (amir-zeldes/gum): CC BY texts that can be trained on without a question of terms.

Attributions are read off the discourse trees: the nucleus is the content, the satellite's signals give source
and cue. The Wikinews articles of the genre `news` are left out: the project is developed against them.
"""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.tagger.train.corpora import Attribution, Document, Spans, Tree, paragraphs_of

# The genres whose texts are CC BY by GUM's LICENSE.txt (all annotations are). Others are SA, NC or unclear.
GENRES = ("academic", "court", "interview")


def gum_documents(path: Path, genres: Iterable[str] = GENRES) -> Iterator[Document]:
    """Articles of these genres with one reading each."""
    tree, wanted = Tree(path), tuple(genres)
    assert "news" not in wanted, "the Wikinews news articles are the development set"
    for name in tree.names("dep"):
        m = re.fullmatch(r"dep/(GUM_([a-z]+)_\w+)\.conllu", name)
        if m and m[2] in wanted:
            text, tokens = _text(tree.text(name))
            reading = list(_attributions(tree.text(f"rst/rstweb/{m[1]}.rs4"), tokens))
            yield Document(m[1], text, paragraphs_of(text), [reading])


def _text(conllu: str) -> tuple[str, Spans]:
    """The text put together again, and where each syntactic word stands in it."""
    text, tokens = "", []
    fused_until = 0
    for line in conllu.split("\n"):
        if line.startswith("# newpar") and text:
            text = text.rstrip() + "\n\n"
        elif line.startswith("# sent_id"):
            fused_until = 0
        f = line.split("\t")
        if len(f) < 10 or "." in f[0]:
            continue
        space = "" if "SpaceAfter=No" in f[9] else " "
        if "-" in f[0]:  # a written word that is several: can't = ca + n't
            a, b = map(int, f[0].split("-"))
            cut = [round(len(f[1]) * k / (b - a + 1)) for k in range(b - a + 2)]
            tokens += [(len(text) + i, len(text) + j) for i, j in itertools.pairwise(cut)]
            fused_until = b
        elif int(f[0]) <= fused_until:
            continue
        else:
            tokens.append((len(text), len(text) + len(f[1])))
        text += f[1] + space
    return text.rstrip(), tokens


def _attributions(xml: str, tokens: Spans) -> Iterator[Attribution]:
    root = ET.fromstring(xml)
    several = {r.get("name") for r in root.iter("rel") if r.get("type") == "multinuc"}
    nodes: dict[str, ET.Element] = {}
    children: dict[str, list[str]] = defaultdict(list)
    own: dict[str, set[int]] = {}
    at = 0
    for element in root.find("body") or ():
        if element.tag in ("segment", "group"):
            id_ = element.get("id", "")
            nodes[id_] = element
            if element.get("parent"):
                children[element.get("parent", "")].append(id_)
            if element.tag == "segment":
                n = len((element.text or "").split())
                own[id_] = set(range(at, at + n))
                at += n
    if at != len(tokens):  # the tree is of another tokenisation
        return

    def within(id_: str, whole: bool) -> set[int]:
        """Words of a node's nucleus, or of the node with its satellites."""
        out = set(own.get(id_, ()))
        for child in children[id_]:
            relation = nodes[child].get("relname")
            nuclear = relation == "span" or (relation in several and nodes[id_].get("type") == "multinuc")
            if nuclear or whole:
                out |= within(child, True)
        return out

    signals: dict[str, dict[str, set[int]]] = defaultdict(lambda: {"source": set(), "cue": set()})
    for signal in root.iter("signal"):
        words = {int(x) - 1 for x in (signal.get("tokens") or "").split(",") if x.strip().isdigit()}
        if signal.get("subtype") == "attribution_source":
            signals[signal.get("source", "")]["source"] |= words
        elif signal.get("type") in ("lexical", "dm"):
            signals[signal.get("source", "")]["cue"] |= words
    for id_, node in nodes.items():
        if not (node.get("relname") or "").startswith("attribution-"):
            continue
        content = within(node.get("parent", ""), False) - within(id_, True)
        source = signals[id_]["source"]
        cue = signals[id_]["cue"] - source
        if content and source:  # without a source it is a picture's credit
            yield Attribution(_spans(tokens, source), _spans(tokens, cue), _spans(tokens, content))


def _spans(tokens: Spans, which: set[int]) -> Spans:
    out: list[list[int]] = []
    for i in sorted(which):
        if out and i == out[-1][1]:
            out[-1][1] = i + 1
        else:
            out.append([i, i + 1])
    return [(tokens[a][0], tokens[b - 1][1]) for a, b in out]
