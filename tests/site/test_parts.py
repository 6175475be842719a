"""Parts of pages by themselves: drawings, dates over time, links to quoted words, citations."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty import NASTY, nasty_briefing
from three import three

from briefing import site
from briefing.model import Analyser, Article, Briefing, Field
from briefing.site import authors, cite, quoting, svg
from briefing.site.activity import Axis, iso
from briefing.site.appearances import appearances, numbers
from briefing.site.passages import Passages


def dated(id: str, date: str | None = None) -> Briefing:
    """A briefing of nothing but a date."""
    return Briefing(
        Article(id, f"seeds/{id}.txt", "", "x", (), published=Field(date, "stated") if date else Field()),
        "news",
        Analyser("test", ()),
    )


# ---- Links to the quoted words ----


@pytest.mark.parametrize(
    ("words", "directive"),
    [
        ("“It is a great day,”", "text=It%20is%20a%20great%20day"),
        ("a well-known, safe & sound bridge", "text=a%20well%2Dknown%2C%20safe%20%26%20sound%20bridge"),
        ("one two three four five six seven eight nine", "text=one%20two%20three%20four,six%20seven%20eight%20nine"),
        ("Two lines,\nbut a new paragraph here now", "text=Two%20lines,new%20paragraph%20here%20now"),
        ("100 %", "text=100%20%25"),
        ("“…”", ""),
        ("", ""),
    ],
)
def test_fragment(words: str, directive: str) -> None:
    assert quoting.fragment(words) == directive


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_fragments_have_no_sign_that_means_something(words: str) -> None:
    made = quoting.fragment(words)
    assert re.fullmatch(r"(?:text=[A-Za-z0-9._~%]+(?:,[A-Za-z0-9._~%]+)?)?", made)
    for part in made.removeprefix("text=").split(",") if made else ():
        assert unquote(part) in " ".join(words.split())


def test_the_link_keeps_the_address_and_its_own_fragment() -> None:
    opening = three()[0]
    link = quoting.statement_link(opening, opening.positions[0])
    assert link == "https://example.org/opening?a=1#top:~:text=The%20bridge%20is%20safe%20%26%20sound%2C%20I%20promise"
    plain = replace(opening, article=replace(opening.article, url=Field("https://example.org/x", "stated")))
    assert (quoting.statement_link(plain, plain.positions[0]) or "").startswith("https://example.org/x#:~:text=The%20")
    for url in (None, "javascript:alert(1)", "ftp://example.org"):
        other = replace(opening, article=replace(opening.article, url=Field(url, "stated")))
        assert quoting.statement_link(other, other.positions[0]) is None


# ---- Drawings ----


def boxes(drawing: str) -> list[list[float]]:
    """x, y, width, height of each rectangle."""
    return [
        [float(v) for v in m.groups()] for m in re.finditer(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z", drawing)
    ]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5))
def test_parts_of_a_bar_lie_side_by_side(values: list[int]) -> None:
    drawn = boxes(svg.bar([(f"k{n}", v) for n, v in enumerate(values)], sum(values)))
    assert not drawn or sum(w for _, _, w, _ in drawn) == pytest.approx(100, abs=0.1)
    ends = [x + w for x, _, w, _ in drawn]
    assert all(start == pytest.approx(end, abs=0.02) for (start, *_), end in zip(drawn[1:], ends, strict=False))


@given(st.lists(st.integers(0, 1000), max_size=40))
def test_columns_are_as_high_as_their_values(values: list[int]) -> None:
    drawn = boxes(svg.columns(values))
    assert len(drawn) == sum(v > 0 for v in values)
    heights = [h for *_, h in drawn]
    shown = [v for v in values if v]
    assert [h for _, h in sorted(zip(shown, heights, strict=True))] == sorted(heights)
    assert all(y + h == pytest.approx(svg.COLUMN_HEIGHT, abs=0.02) for _, y, _, h in drawn)


# ---- Over time ----


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("2023-05-01T08:00Z", "2023-05-01"),
        ("2023-05", "2023-05"),
        ("2023-13-01", "2023"),
        ("2023-02-31", "2023-02"),
        ("0000-01-01", ""),
        ("last May", ""),
        ("", ""),
    ],
)
def test_the_part_of_a_date_that_is_one(value: str, part: str) -> None:
    assert iso(value) == part


def test_articles_over_time() -> None:
    dates = ["2022-11-02", "2022-11-20", "2023-02-01", "2023-05-09", "2023", None]
    made = [dated(f"a{n}", date=d) for n, d in enumerate(dates)]
    axis = Axis.of(made)
    assert axis and axis.unit == "Month" and len(axis.periods) == 7
    drawn = axis.activity(made)
    assert drawn.rows == (("November 2022", 2), ("February 2023", 1), ("May 2023", 1))
    assert drawn.caption.startswith("Articles a month: 2 articles in November 2022") and "2 without" in drawn.caption
    assert len(boxes(drawn.drawing)) == 3


@pytest.mark.parametrize(
    ("dates", "unit"),
    [
        (["2001", "2010-01-01"], "Year"),
        (["2023-01-01", "2023-01-09"], "Day"),
        (["1700-01-01", "2023-01-01"], None),
        (["2023-01-01"], None),
        ([], None),
    ],
)
def test_the_unit_of_time(dates: list[str], unit: str | None) -> None:
    axis = Axis.of([dated(f"a{n}", date=d) for n, d in enumerate(dates)])
    assert (axis.unit if axis else None) == unit


# ---- Through the article ----


def test_through_the_article() -> None:
    opening = three()[0]
    rows = appearances(opening, Passages(opening, "excerpts"))
    assert [(r.name, r.named, r.speaks) for r in rows] == [("Ada Berg", "¶1, 2", "¶2"), ("Critics", "¶2", "¶2")]
    assert 'id="bf-steps"' in rows[0].strip and "<use " in rows[1].strip


def test_paragraph_numbers() -> None:
    body = Passages(dated("x"), "full").paragraphs
    assert numbers(body, []) == ""
    long = replace(three()[0].article, text="x\n" * 40)
    blocks = tuple(type(long.paragraphs[0])(2 * n, 2 * n + 1) for n in range(40))
    body = Passages(replace(three()[0], article=replace(long, paragraphs=blocks), sentences=()), "full").paragraphs
    assert numbers(body, [0, 4, 6, 8, 20, 22]) == "¶1, 3–5, 11, 12"
    assert numbers(body, range(0, 60, 4)) == "15 paragraphs, ¶1 to 29"


# ---- Citations ----


def files(made: site.Page) -> str:
    return made.text


def test_citations_of_an_article_and_its_statements() -> None:
    opening = replace(
        three()[0], article=replace(three()[0].article, bylines=Field(("Mary Reed", "Alan Poe"), "stated"))
    )
    bib, ris, csl = map(files, cite.cite_pages(opening, site.Settings(site_url="https://o.example/", site_name="Book")))
    items = json.loads(csl)
    whole, quoted, reported = items
    assert whole["author"] == [{"family": "Reed", "given": "Mary"}, {"family": "Poe", "given": "Alan"}]
    assert whole["issued"] == {"date-parts": [[2023, 5, 1]]} and "abstract" not in whole
    assert quoted["abstract"] == "“The bridge is safe & sound, I promise,”"
    assert quoted["note"].startswith("Statement of Ada Berg. Briefing: https://o.example/briefings/opening/#p-")
    assert "0" * 64 in quoted["note"]
    assert "Critics, as reported: “say”" in reported["note"]
    assert quoted["custom"]["apa"].startswith("Reed, M., & Poe, A. (2023, May 1). The bridge opens. Courier. https://")
    assert "“The bridge is safe & sound, I promise,” (Ada Berg)." in quoted["custom"]["apa"]
    entries = bib.split("\n\n")
    assert len(entries) == len(items) == ris.count("\nER  - ")
    assert [re.findall(r"@online\{(.*),", e)[0] for e in entries] == re.findall(r"^ID  - (.*)$", ris, re.M)
    assert "safe \\& sound" in bib and "author = {Reed, Mary and Poe, Alan}" in bib
    assert "DA  - 2023/05/01" in ris and "AU  - Reed, Mary" in ris
    # Nobody knows when a page was looked at but its reader.
    assert not re.search(r"access|urldate|Y2", bib + ris + csl)


def test_no_word_ends_an_entry_of_a_citation() -> None:
    bib, ris, csl = map(files, cite.cite_pages(nasty_briefing(), site.Settings()))
    items = json.loads(csl)
    for entry in bib.strip().split("\n\n"):
        depth = 0
        for sign in re.sub(r"\\[{}\\]", "", entry):
            depth += (sign == "{") - (sign == "}")
            assert depth >= 0
        assert depth == 0 and all(re.match(r"@online\{|  \w+ = \{|\}$", line) for line in entry.split("\n"))
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris.split("\n") if line)
    assert len(items) == ris.count("ER  - ") and any(NASTY[0] in i.get("abstract", "") for i in items)


# ---- Names of authors ----


@pytest.mark.parametrize(
    ("name", "inverted", "in_apa"),
    [
        ("Mary Berg", "Berg, Mary", "Berg, M."),
        ("Mary Ann Berg", "Berg, Mary Ann", "Berg, M. A."),
        ("John Q. Public Jr.", "Public, John Q., Jr.", "Public, J. Q., Jr."),
        ("Peter van der Berg", "van der Berg, Peter", "van der Berg, P."),
        # As they are written: which part is the family's name, nobody says.
        ("Kim Mi-na", "Kim Mi-na", "Kim Mi-na"),
        ("Shin Hyeong-cheol", "Shin Hyeong-cheol", "Shin Hyeong-cheol"),
        ("Lee Harvey", "Lee Harvey", "Lee Harvey"),
        ("Reuters", "Reuters", "Reuters"),
        ("Wikinews contributors", "Wikinews contributors", "Wikinews contributors"),
        ("Our Own Correspondent", "Our Own Correspondent", "Our Own Correspondent"),
        ("Anna", "Anna", "Anna"),
        ("", "", ""),
    ],
)
def test_a_name_is_taken_apart_only_where_its_parts_are_known(name: str, inverted: str, in_apa: str) -> None:
    author = authors.Author.of(name)
    assert (author.inverted, author.apa) == (inverted, in_apa)
    assert author.csl == ({"literal": name} if inverted == name else author.csl) and author.csl


def test_bylines_in_citations(yoon: Briefing) -> None:
    entry = next(cite.entries(yoon, site.Settings()))
    assert cite.apa(entry).startswith("Kim Mi-na, & Shin Hyeong-cheol. (")
    assert "author = {{Kim Mi-na} and {Shin Hyeong-cheol}}" in cite.bibtex(entry)
    assert "AU  - Kim Mi-na\nAU  - Shin Hyeong-cheol\n" in cite.ris(entry)
    assert cite.csl(entry)["author"] == [{"literal": "Kim Mi-na"}, {"literal": "Shin Hyeong-cheol"}]
    known = replace(entry, authors=("Mary Berg", "John Holm Jr."))
    assert "author = {Berg, Mary and Holm, Jr., John}" in cite.bibtex(known)
