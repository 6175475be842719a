"""What a pipeline of spaCy adds, shown on parses made by hand; and the real French one where it is installed."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from briefing import analyse, ingest, language, verify
from briefing.analysis.languages.lists import lists_of
from briefing.analysis.languages.sentences import Level, make_reading
from briefing.analysis.languages.steps import brief_reading
from briefing.language import Paragraph, other_pipeline
from briefing.model import Article, Block, Briefing, Field


def parsed(code: str, words: str, heads: dict[str, str], deps: dict[str, str], entities: dict[str, str]) -> Briefing:
    """The briefing of one sentence with this parse: the head and label of each word that has one, and entities."""
    tokens = words.split()
    at = {w: n for n, w in enumerate(tokens)}
    root = next(w for w, dep in deps.items() if dep == "ROOT")
    ents = ["O"] * len(tokens)
    for name, label in entities.items():
        for n, w in enumerate(name.split()):
            ents[at[w]] = f"{'I' if n else 'B'}-{label}"
    close = {",", "."}
    doc = Doc(
        spacy.blank(code).vocab,
        words=tokens,
        spaces=[n + 1 < len(tokens) and tokens[n + 1] not in close for n in range(len(tokens))],
        heads=[at[heads.get(w, root)] for w in tokens],
        deps=[deps.get(w, "dep") for w in tokens],
        pos=["VERB" if w == root else "X" for w in tokens],
        ents=ents,
    )
    text = doc.text
    article = Article("a", "a.txt", "0" * 64, text, (Block(0, len(text)),), language=Field(code, "stated"))
    lists = lists_of(code)
    reading = make_reading(article, (), (Paragraph(0, 0, len(text), doc),), lists)
    briefing = brief_reading(reading, Level("a_pipeline 1.0", None), lists, "Some language", "0")
    verify(briefing, article)
    return briefing


def test_subject_and_clause_of_german_labels():
    briefing = parsed(
        "de",
        "Am Abend erklärte sichtlich müde die Bürgermeisterin Katrin Vogelsang , dass die Brücke gesperrt bleibt .",
        {"die": "Bürgermeisterin", "Katrin": "Bürgermeisterin", "Vogelsang": "Katrin", "Brücke": "bleibt",
         "dass": "bleibt", "gesperrt": "bleibt"},
        {"erklärte": "ROOT", "Bürgermeisterin": "sb", "bleibt": "oc"},
        {},
    )  # fmt: skip
    assert [(p.actor, p.content[0].text) for p in briefing.positions] == [
        ("katrin-vogelsang", "die Brücke gesperrt bleibt")
    ]
    assert briefing.analyser.models == ("a_pipeline 1.0",)


def test_subject_and_clause_of_universal_labels_and_an_entity():
    briefing = parsed(
        "fr",
        "Au port , le capitaine , Aodren Kerbrat , admet que ce secteur souffre .",
        {"le": "capitaine", "Aodren": "capitaine", "Kerbrat": "Aodren", "que": "souffre", "ce": "secteur",
         "secteur": "souffre"},
        {"admet": "ROOT", "capitaine": "nsubj", "souffre": "ccomp"},
        {"Aodren Kerbrat": "PER"},
    )  # fmt: skip
    # "capitaine" is in no list of roles, so that only the entity tells the person.
    assert [a.name for a in briefing.actors] in ([], ["Aodren Kerbrat"])
    assert all(p.actor == "aodren-kerbrat" for p in briefing.positions)


def test_an_object_is_no_speaker():
    briefing = parsed(
        "de",
        "Heute erklärte man der Bürgermeisterin Katrin Vogelsang , dass die Brücke gesperrt bleibt .",
        {"der": "Bürgermeisterin", "Katrin": "Bürgermeisterin", "Vogelsang": "Katrin", "dass": "bleibt"},
        {"erklärte": "ROOT", "man": "sb", "Bürgermeisterin": "da", "bleibt": "oc"},
        {},
    )
    assert not briefing.positions


def test_an_entity_of_the_wrong_form_is_no_actor():
    briefing = parsed(
        "de", "Gestern begann Sommer Schlussverkauf in Berlin Mitte .", {}, {"begann": "ROOT"},
        {"Sommer Schlussverkauf": "PER", "Berlin Mitte": "LOC"},
    )  # fmt: skip
    assert not briefing.actors


def test_a_pipeline_for_another_spacy_is_left_alone_and_the_page_says_so(tmp_path, monkeypatch):
    nlp = spacy.blank("es")
    nlp.meta["spacy_version"] = ">=3.1.0,<3.2.0"
    monkeypatch.setattr(language, "other_pipeline", lambda code: "es_core_news_sm 3.1.0")
    monkeypatch.setattr(language, "_load_quietly", lambda name: nlp)
    language.load_other.cache_clear()
    seed = tmp_path / "a.md"
    seed.write_text("---\nlanguage: es\n---\nEl puente se cerró ayer por las obras de la carretera.", encoding="utf8")
    try:
        briefing = analyse(ingest(seed))
    finally:
        language.load_other.cache_clear()
    assert any("es_core_news_sm 3.1.0 is made for spaCy >=3.1.0,<3.2.0" in w for w in briefing.warnings)
    assert briefing.analyser.models == ()


def test_the_largest_pipeline_is_taken(monkeypatch):
    there = {"de_core_news_sm", "de_core_news_md", "nb_core_news_sm", "zh_core_web_sm"}
    monkeypatch.setattr(language.importlib.util, "find_spec", lambda name: name if name in there else None)
    other_pipeline.cache_clear()
    try:
        names = [other_pipeline(c) for c in ("de", "no", "zh", "fr")]
    finally:
        other_pipeline.cache_clear()
    assert names == ["de_core_news_md", "nb_core_news_sm", "zh_core_web_sm", None]


@pytest.mark.skipif(other_pipeline("fr") is None, reason="no French pipeline of spaCy is installed here")
def test_the_real_french_pipeline(tmp_path):
    seed = tmp_path / "a.md"
    seed.write_text(
        "---\nlanguage: fr\n---\nPour sa part, le ministre Paul Bernard affirme que l'État paiera les travaux.",
        encoding="utf8",
    )
    briefing = analyse(ingest(seed))
    verify(briefing, ingest(seed))
    assert [(p.actor, p.content[0].text) for p in briefing.positions] == [("paul-bernard", "l'État paiera les travaux")]
