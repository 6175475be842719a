"""The corpora's formats, on made-up files of the same shape."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from briefing.tagger.labels import ROLES
from briefing.tagger.train.corpora import Attribution, Tree, newsdiscourse, polnear
from briefing.tagger.train.gum import gum_documents

TEXT = "Ms Ahn said it rained.\n\nOfficials agreed.\n"
ANN = "\n".join(
    [
        "T1\tSource 0 6\tMs Ahn",
        "T2\tCue 7 11\tsaid",
        "T3\tContent 12 14;15 21\tit rained",
        "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3",
        "T4\tCue 34 40\tagreed",
        "E2\tAttribution:T4 Cue:T4",
        "A1\tsomething E1",
    ]
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for folder in ("text", "attributions"):
        (tmp_path / "data" / "dev" / folder).mkdir(parents=True)
    (tmp_path / "data/dev/text/a_1.txt").write_text(TEXT)
    for annotator in ("00ff", "01aa"):
        (tmp_path / f"data/dev/attributions/a_1_{annotator}.ann").write_text(ANN)
    return tmp_path


def test_polnear_reads_every_annotator_and_leaves_out_what_has_no_content(corpus: Path) -> None:
    (doc,) = polnear(corpus, "dev")
    only = Attribution(source=[(0, 6)], cue=[(7, 11)], content=[(12, 14), (15, 21)])
    assert doc.readings == [[only], [only]]
    assert [TEXT[a:b] for a, b in doc.paragraphs] == ["Ms Ahn said it rained.", "Officials agreed."]


def test_a_bare_git_directory_reads_like_a_folder(corpus: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    run = {"check": True, "capture_output": True, "cwd": corpus}
    name = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (
        ["init", "-q"],
        ["add", "data"],
        [*name, "commit", "-qm", "x"],
        ["clone", "-q", "--bare", ".", bare],
    ):
        subprocess.run(["git", *command], **run)
    assert Tree(bare).names("data") == Tree(corpus).names("data")
    assert list(polnear(bare, "dev")) == list(polnear(corpus, "dev"))


def test_newsdiscourse(tmp_path: Path) -> None:
    raw = "H Rain at last\n\nS1 It rained.\nS2 Nobody had hoped for it.\n\nS3 It was dry for years.\n"
    ann = "T1\tMain 0 1\tS1\nT2\tCause_General 2 3\tS3\nT3\tSpeech 2 3\tS3\nT4\tNA 2 3\tS2"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as z:
        z.writestr("train/x/1.txt", raw)
        z.writestr("train/x/1.ann", ann)
        z.writestr("__MACOSX/1.txt", "")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/train.zip").write_bytes(packed.getvalue())
    (doc,) = newsdiscourse(tmp_path, "train")
    assert doc.text == "Rain at last\n\nIt rained. Nobody had hoped for it.\n\nIt was dry for years."
    assert [doc.text[a:b] for a, b in doc.sentences] == [
        "It rained.",
        "Nobody had hoped for it.",
        "It was dry for years.",
    ]
    assert [ROLES[r] for r in doc.roles] == ["main event", "n/a", "current context"]


def test_gum_takes_attributions_from_the_discourse_tree_and_no_news(tmp_path: Path) -> None:
    rows = ["She", "said", "it", "rai", "ned", "."]
    words = [f"{i}\t{w}\t_\t_\t_\t_\t_\t_\t_\t{'SpaceAfter=No' if i >= 5 else '_'}" for i, w in enumerate(rows, 1)]
    words.insert(3, "4-5\trained\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No")
    tree = """<rst><header><relations><rel name="joint" type="multinuc"/></relations></header><body>
      <segment id="1" parent="2" relname="attribution-positive">She said</segment>
      <segment id="2">it rai ned .</segment>
      <signals><signal source="1" type="semantic" subtype="attribution_source" tokens="1"/>
      <signal source="1" type="lexical" subtype="x" tokens="2"/></signals></body></rst>"""
    (tmp_path / "dep").mkdir()
    (tmp_path / "rst/rstweb").mkdir(parents=True)
    for genre in ("interview", "news"):
        (tmp_path / f"dep/GUM_{genre}_a.conllu").write_text("# sent_id = 1\n" + "\n".join(words) + "\n\n")
        (tmp_path / f"rst/rstweb/GUM_{genre}_a.rs4").write_text(tree)
    (doc,) = gum_documents(tmp_path)
    assert doc.name == "GUM_interview_a"
    assert doc.text == "She said it rained."
    ((only,),) = doc.readings
    assert [doc.text[a:b] for a, b in (*only.source, *only.cue, *only.content)] == [
        "She",
        "said",
        "it rained.",
    ]
    with pytest.raises(AssertionError):
        list(gum_documents(tmp_path, ("news",)))
