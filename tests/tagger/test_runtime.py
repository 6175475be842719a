"""The shipped weights, read as the analysis reads them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from briefing.errors import LanguageModelError
from briefing.tagger import KINDS, ROLES, TAGS, Tagger, Tags, load
from briefing.tagger.weights import WEIGHTS

TEXT = """SEOUL — President Kim Min-seo said on Monday that the bridge would open in June.

“We have waited ten years for this,” she told reporters. “Nobody should wait again.”

According to the transport ministry, the work cost $40 million. Critics warned that tolls would rise.

The old bridge was built in 1961 and fell in a storm in 2015."""


def split(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    paragraphs = [m.span() for m in re.finditer(r"[^\n]+", text)]
    return paragraphs, [m.span() for m in re.finditer(r"\S[^\n]*?[.!?]”?(?=\s|$)", text)]


@pytest.fixture(scope="module")
def tags() -> Tags:
    return load().read(TEXT, *split(TEXT))


def test_weights_are_one_file_of_at_most_30_mb() -> None:
    assert WEIGHTS.stat().st_size <= 30 * 1024 * 1024


def test_shapes_and_probabilities(tags: Tags) -> None:
    n = len(tags.starts)
    assert tags.tags.shape == (n, len(TAGS))
    assert tags.roles.shape == (len(split(TEXT)[1]), len(ROLES))
    assert np.allclose(tags.tags.sum(1), 1, atol=1e-3)
    assert np.allclose(tags.roles.sum(1), 1, atol=1e-3)
    assert all(TEXT[s:e].strip() == TEXT[s:e] for s, e in zip(tags.starts, tags.ends, strict=True))


def test_it_reads_who_said_what(tags: Tags) -> None:
    found = {k: [TEXT[s.start : s.end] for s in tags.spans if s.kind == k] for k in KINDS}
    assert {"said", "told"} <= {w.split()[0] for w in found["cue"]}
    assert any("Kim Min-seo" in x for x in found["source"])
    assert any("ministry" in x for x in found["source"])
    assert "Critics" in found["source"]
    assert any("ten years" in x for x in found["content"])
    assert any("open in June" in x for x in found["content"])
    assert not any("1961" in x for x in found["content"])


def test_links_join_content_and_source_to_their_cue(tags: Tags) -> None:
    best: dict[int, int | None] = {}
    for link in tags.links:
        best.setdefault(link.of, link.to)
        assert tags.spans[link.of].kind != "cue"
    joined = {}
    for of, to in best.items():
        if to is not None:
            joined[TEXT[tags.spans[of].start : tags.spans[of].end]] = TEXT[tags.spans[to].start : tags.spans[to].end]
    assert joined["Critics"].startswith("warned")
    assert joined["she"].startswith("told")


def test_roles_set_the_past_apart_from_the_news(tags: Tags) -> None:
    past = [ROLES.index(r) for r in ("historical", "previous event", "current context")]
    background = tags.roles[:, past].sum(1)
    assert background[-1] > 0.5 > background[0]


def test_an_article_without_text_or_sentences() -> None:
    nothing = load().read("", [], [])
    assert nothing.tags.shape == (0, len(TAGS)) and nothing.spans == () and nothing.roles.shape == (0, len(ROLES))
    assert load().read("Hello.", [(0, 6)]).roles.shape == (0, len(ROLES))


def test_a_sentence_outside_the_paragraphs_gets_a_role_all_the_same() -> None:
    got = load().read("By A Writer\n\nIt rained.", [(13, 23)], [(0, 11), (13, 23)])
    assert got.roles.shape == (2, len(ROLES))


def test_long_articles_are_read_to_their_end() -> None:
    text = "\n\n".join([TEXT] * 12)
    got = load().read(text, *split(text))
    assert got.ends[-1] == len(text)
    assert sum(text[s.start : s.end] == "Critics" for s in got.spans) >= 10


def test_the_same_text_reads_the_same_twice() -> None:
    once, again = (load().read(TEXT, *split(TEXT)) for _ in range(2))
    assert np.array_equal(once.tags, again.tags) and once.spans == again.spans and once.links == again.links


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LanguageModelError, match="install"):
        Tagger(tmp_path / "none.onnx")


def test_reading_needs_no_torch() -> None:
    code = "import briefing.tagger, sys; briefing.tagger.load(); print('torch' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


def test_which_weights_they_are_is_told_without_loading_them() -> None:
    code = "import briefing.tagger.weights as w, sys; w.version(); print('onnxruntime' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
