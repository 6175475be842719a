"""The ruler that remembers gives what spaCy's own gives."""

from __future__ import annotations

from pathlib import Path

import spacy

from briefing.language import load, model_name
from briefing.ruler import Remembering

SEEDS = Path(__file__).parent / "data" / "wikinews" / "seeds"
ODD = [
    "",
    " ",
    "\t\n",
    "It wo n't go ; it ca n't .",
    "There is a fall. There are  two.",
    "he gets got nothin' y' n't",
    "X\ufe0f 😀",
]


def test_every_token_is_as_the_ruler_of_spacy_has_it():
    plain, ours = spacy.load(model_name().split()[0]), load(None)
    assert any(isinstance(part, Remembering) for _, part in ours.pipeline)
    texts = [p for path in sorted(SEEDS.glob("*.txt"))[:8] for p in path.read_text(encoding="utf-8").split("\n")] + ODD
    for text in [*texts, *texts[:40]]:  # some again, now that they are known
        seen = [
            [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc]
            for doc in (plain(text), ours(text))
        ]
        assert seen[0] == seen[1], text
