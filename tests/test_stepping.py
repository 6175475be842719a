"""The parser and the recogniser moved on from Python give what spaCy's own loop gives, in spaCy's batches."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import spacy
from spacy.tokens import Span

from briefing.language import load, model_name
from briefing.stepping import Stepping, step

SEEDS = Path(__file__).parent / "data" / "wikinews" / "seeds"
ODD = [
    "",
    " ",
    "\n\n",
    "Ann",
    "( ( (",
    "😀 \ufe0f",
    "Ann Roe of Acme Corp. met Bo Lund in Oslo on Monday , 3 May 2019 .",
]


def plain() -> spacy.Language:
    return spacy.load(model_name().split()[0])


def annotated(doc) -> list[tuple[object, ...]]:
    return [(t.text, t.dep, t.head.i, t.ent_iob, t.ent_type, t.sent_start, t.tag, t.lemma) for t in doc]


def paragraphs(file: Path) -> list[str]:
    return [p for p in file.read_text(encoding="utf-8").split("\n") if p]


def test_every_token_is_as_spacy_has_it():
    theirs, ours = plain(), load(None)
    assert [name for name, part in ours.pipeline if isinstance(part, Stepping)] == ["parser", "ner"]
    for texts in [*map(paragraphs, sorted(SEEDS.glob("*.txt"))[:8]), ODD, ODD[:1], ODD[3:4]]:
        for one, two in zip(theirs.pipe(texts), ours.pipe(texts), strict=True):
            assert annotated(one) == annotated(two)
    for text in ODD:
        assert annotated(theirs(text)) == annotated(ours(text))


def test_batches_are_those_of_spacy():
    theirs, ours = plain(), load(None)
    texts = paragraphs(sorted(SEEDS.glob("*.txt"))[0])
    for size in (1, 3, 8):
        assert [annotated(d) for d in theirs.pipe(texts, batch_size=size)] == [
            annotated(d) for d in ours.pipe(texts, batch_size=size)
        ]


def test_the_loop_of_spacy_is_left_to_where_it_is_quicker():
    ours = plain()
    step(ours)
    used = dict.fromkeys(("parser", "ner"), 0)
    for name, part in ours.pipeline:
        if isinstance(part, Stepping):
            part._component = mock.Mock(wraps=part._component)
            used[name] = part._component.predict
    list(ours.pipe(["Ann Roe of Acme met Bo Lund in Oslo ."] * 5))
    assert [p.call_count for p in used.values()] == [0, 0]
    list(ours.pipe(["Ann Roe of Acme met Bo Lund in Oslo ."]))
    assert [p.call_count for p in used.values()] == [1, 0]


def test_a_label_that_is_new_to_the_recogniser_is_added_as_spacy_adds_it():
    ours = plain()
    step(ours)
    doc = ours.make_doc("The Cheonan sank near Oslo .")
    doc.ents = [Span(doc, 1, 2, label="SHIP")]
    for _, part in ours.pipeline:
        doc = part(doc)
    assert next((e.text, e.label_) for e in doc.ents) == ("Cheonan", "SHIP")
    assert "SHIP" in ours.get_pipe("ner")._component.labels


def test_a_beam_search_is_left_alone():
    ours = plain()
    ours.get_pipe("ner").cfg["beam_width"] = 4
    step(ours)
    assert [name for name, part in ours.pipeline if isinstance(part, Stepping)] == ["parser"]
