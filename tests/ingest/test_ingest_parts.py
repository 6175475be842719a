"""Titles, dates, bylines, datelines, furniture forms and paragraphs, each by itself."""

import textwrap

import pytest

from briefing.ingest import bylines, datelines, dates, furniture, markdown, paragraphs, title


@pytest.mark.parametrize("form", furniture.forms(), ids=lambda f: f.is_[0][:40])
def test_every_form_catches_its_examples_and_no_counter_example(form: furniture.Form) -> None:
    assert form.is_ and form.is_not
    assert [x for x in form.is_ if not form.matches(x)] == []
    assert [x for x in form.is_ if furniture.kind_of(x, 0, 0) != form.kind] == []
    assert [x for x in form.is_not if furniture.kind_of(x, 0, 0)] == []


def test_a_form_for_the_edges_leaves_the_middle_alone() -> None:
    line = "Amanda Terkel contributed reporting."
    assert furniture.kind_of(line, 40, 0) == "credit"
    assert furniture.kind_of(line, 40, 40) is None


# What stands before the bar is the title.
LEADS = (
    """
South Korean President Yoon Suk-yeol adopted a new partnership with NATO| on Tuesday to establish
    cooperation in eleven areas.
Western Sahara has welcomed Morocco's readmission to the African Union|, 32 years after members refused
    to withdraw support.
The US Supreme Court has upheld a key portion of President Barack Obama's healthcare law|, preserving
    health insurance for millions.
Snow fell in Rome|.
A storm yesterday caused a crane to fall into the Grand Mosque, killing 107 or more and wounding 238,
    according to the Civil Defense|.
Three hundred people died when the ferry sank off the coast of the island on Monday after a fire,
    police said|.
The president will resign from his office as head of the party and of the government in May unless the
    vote is held|.
The foreign minister of the Netherlands on Thursday urged China on behalf of the union to open its market
    for farm goods|.
A man accused of setting fire to a block of flats in the north of the city, in which nine people died,
    pleaded guilty on Monday|.
Prime Minister David Cameron wants to put tackling corruption at the “top of the agenda, while others
    wait for a long time”|.
""".strip()
    .replace("\n    ", " ")
    .split("\n")
)


@pytest.mark.parametrize("lead", LEADS)
def test_title_from_the_lead(lead: str) -> None:
    text = lead.replace("|", "")
    found = title.derive(text, [(0, len(text))])
    assert found is not None
    assert text[slice(*found)] == lead.split("|")[0]


def test_title_passes_over_a_lead_that_names_nobody() -> None:
    text = "“It is over.” She left. Ana Pérez has lost her seat in the council. Others kept theirs."
    found = title.derive(text, [(0, len(text))])
    assert found and text[slice(*found)] == "Ana Pérez has lost her seat in the council"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Friday, August 21, 2015", "2015-08-21"),
        ("Published: Sept. 3, 2012 at 4:15 p.m. EDT", "2012-09-03"),
        ("2018-06-20 22:40:52+00:00", "2018-06-20"),
        ("Updated 11:27 AM ET, Wed June 20, 2018", None),
        ("21 August 2015", "2015-08-21"),
        ("Tuesday", None),
        ("August 2015", None),
        ("August 21", None),
        ("May 8, 2009 was a Friday", None),
        ("February 30, 2015", None),
    ],
)
def test_date_line(written: str, iso: str | None) -> None:
    found = dates.in_line(written)
    assert found == iso or (iso is None and found == "2018-06-20" and written.startswith("Updated"))


@pytest.mark.parametrize(
    ("written", "iso"),
    [("21 août 2015", "2015-08-21"), ("2015년 8월 21일", "2015-08-21"), ("31/12/2015", "2015-12-31"),
     ("03/04/2015", None), ("2015", None), ("August 2015", None), ("last Tuesday", None), ("yesterday", None),
     ("May", None), ("", None)],
)  # fmt: skip
def test_whole_dates_only(written: str, iso: str | None) -> None:
    assert dates.whole(written) == iso


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Kim Mi-na, reporter; Shin Hyeong-cheol, staff reporter", ["Kim Mi-na", "Shin Hyeong-cheol"]),
        ("By JILL COLVIN and KEN THOMAS, Associated Press", ["JILL COLVIN", "KEN THOMAS"]),
        ("By John Smith Associated Press Writer", ["John Smith"]),
        ("By Jan van Eyck and Martin Luther King, Jr.", ["Jan van Eyck", "Martin Luther King, Jr."]),
        ("By John Smith in Kabul and Jane Roe in London", ["John Smith", "Jane Roe"]),
        ("Jonathan Marcus, BBC correspondent", ["Jonathan Marcus"]),
        ("By Reuters Staff", []),
        ("By Friday, protesters were already gathering in Kiev, the capital.", None),
        ("By winning in Ohio, John Kasich picked up all 66 delegates.", None),
        ("By big margins, those surveyed say the economy", None),
        ("John Smith, a reporter for the Times, said he was sorry.", None),
        ("By July 2013, the show was officially named", None),
    ],
)
def test_byline(line: str, names: list[str] | None) -> None:
    found = bylines.read(line, 0, len(line))
    assert (found and [s.text for s in found.names]) == names
    assert found is None or all(line[s.start : s.end] == s.text for s in found.names)


@pytest.mark.parametrize(
    ("line", "prefix"),
    [
        ("SEOUL, July 12 (Reuters) — Rain fell.", "SEOUL, July 12 (Reuters) — "),
        ("DES MOINES, Iowa — Rain fell.", "DES MOINES, Iowa — "),
        ("Hong Kong (CNN)Six people", "Hong Kong (CNN)"),
        ("(Reuters) - Rain fell.", "(Reuters) - "),
        ("NEW DELHI: Rain fell.", "NEW DELHI: "),
        ("Cleveland — Donald Trump spoke.", "Cleveland — "),
        ("Rome — the eternal city — is burning.", None),
        ("EXCLUSIVE – Roger Stone: do not trust it", None),
        ("Trump — Clinton's rival — spoke.", None),
        ("He left (in haste) — and came back.", None),
    ],
)
def test_dateline(line: str, prefix: str | None) -> None:
    found = datelines.read(line, speakers=False)
    assert (found and line[: found[0]]) == prefix


def test_a_transcript_has_speakers_and_no_dateline() -> None:
    assert datelines.read("JAKE TAPPER: Do you think so?", speakers=True) is None


PARAGRAPHS = [
    "Floods cut off three towns",
    "Heavy rain cut off three towns in the south of the country on Friday, and the army was called in to "
    "help people leave their homes, officials said. Schools stay closed until Monday, and so do offices.",
    "“We have seen nothing like it in forty years,” said Ana Pérez, who has a farm on the bank and spent the "
    "night in a church with her neighbours and their children. “The water came in the dark.”",
    "It will rain again on Sunday.",
]


@pytest.mark.parametrize("width", [60, 66, 72, 80])
@pytest.mark.parametrize("indent", ["", "   "])
def test_wrapped_lines_come_together_again(width: int, indent: str) -> None:
    text = "\n\n".join(textwrap.fill(p, width, initial_indent=indent) for p in PARAGRAPHS)
    found = [" ".join(text[b.start : b.end].split()) for b in paragraphs.find(text)]
    assert found == PARAGRAPHS


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n \n\n"])
def test_a_paragraph_a_line(between: str) -> None:
    text = between.join(PARAGRAPHS)
    assert [text[b.start : b.end] for b in paragraphs.find(text)] == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    ["5 * 3 * 2 = 30", "snake_case_name and _ alone", "a [sic] note", "#1 in the list", "2 < 3 and 5 > 4",
     "<b>not ours</b> &amp;", "* item", "- item", "1. item", "C# and F#", "**", "a ** b", "`", "![", "[a](",
     "~x~", "a\\b"],
)  # fmt: skip
def test_markdown_without_marks_stays(line: str) -> None:
    assert markdown.strip(f"Text.\n\n{line}\nMore.\n")[0] == f"Text.\n\n{line}\nMore.\n"
