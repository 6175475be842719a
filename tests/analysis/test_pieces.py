"""Which pieces of a content stay with a reporting word in another paragraph."""

from __future__ import annotations

import pytest

from briefing import ingest
from briefing.analysis.attributions.pieces import at_home
from briefing.analysis.attributions.quotes import find_quotations
from briefing.language import read

CASES = {
    "what the next paragraph tells by itself is not said": (
        "The council said that the dam would hold.\n\nThe harbour opened on Monday.\n",
        ["that the dam would hold", "The harbour opened on Monday"],
        ["that the dam would hold"],
    ),
    "a list behind a colon is": (
        "The council also said:\n\nThe dam would hold\n\nThe harbour would open\n",
        ["The dam would hold", "The harbour would open"],
        ["The dam would hold", "The harbour would open"],
    ),
    "and so is a quotation that nobody closed": (
        "The council said: “The dam will hold.\n\nThe harbour will open.\n",
        ["“The dam will hold", "The harbour will open"],
        ["“The dam will hold", "The harbour will open"],
    ),
    "but no heading above it": (
        "Harbour opens\n\n“The dam will hold,” the council said.\n",
        ["Harbour opens", "“The dam will hold,”"],
        ["“The dam will hold,”"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_at_home(name, tmp_path):
    text, pieces, kept = CASES[name]
    seed = tmp_path / "case.txt"
    seed.write_text(text, encoding="utf8")
    reading = read(ingest(seed), None)
    quotations = find_quotations(reading.text, [(p.start, p.end) for p in reading.paragraphs])
    at = reading.text.find("said")
    content = tuple((reading.text.find(p), reading.text.find(p) + len(p)) for p in pieces)
    assert [reading.text[s:e] for s, e in at_home(reading, quotations, content, (at, at + 4))] == kept
    assert at_home(reading, quotations, content, None) == content
