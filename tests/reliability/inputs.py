"""Inputs as no editor sends them, as long as one asks for: each a function from a number of characters to a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle, islice

Make = Callable[[int], str]

NAMES = ("Ann", "Tom", "Ada", "Kim", "Jens", "Maria", "Omar", "Ruth", "Ivan", "Lucy")
SURNAMES = ("Lee", "Okafor", "Lindqvist", "Park", "Haugen", "Silva", "Haddad", "Stone", "Petrov", "Moreau")
VERBS = ("said", "announced", "denied", "warned", "promised", "criticised", "demanded", "admitted")
THINGS = ("the bridge", "the harbour", "the ferry", "a new toll", "the town hall", "the budget", "the storm of 2020")


def _until(size: int, pieces: Iterator[str]) -> str:
    made, length = [], 0
    for piece in pieces:
        made.append(piece)
        length += len(piece)
        if length >= size:
            break
    return "".join(made)[:size]


def _sentences(distinct: bool = False) -> Iterator[str]:
    """Sentences of an article, with ten speakers or, if `distinct`, a new one each."""
    n = 0
    while True:
        name = f"{NAMES[n % 10]} {SURNAMES[n // 10 % 10]}"
        if distinct:
            name = (
                f"{NAMES[n % 10]}{chr(97 + n // 10 % 26)}{chr(97 + n // 260 % 26)} {SURNAMES[n // 7 % 10]}{n // 6760}"
            )
        verb, thing, other = VERBS[n % 8], THINGS[n % 7], THINGS[n * 3 % 7]
        yield f"{name} {verb} on Monday that {thing} would cost more than {other} did {n % 90 + 10} years ago. "
        yield f"“Nobody wants {other} without {thing} in year {n},” {name.split()[1]} said. "
        yield f"The council voted for {thing} after {other} was closed. "
        n += 1


def prose(size: int) -> str:
    """An article in paragraphs of three sentences."""
    found = _sentences()
    return _until(size, ("".join(islice(found, 3)).strip() + "\n\n" for _ in cycle((0,))))


def people(size: int) -> str:
    """The same, with a new speaker in each paragraph."""
    found = _sentences(distinct=True)
    return _until(size, ("".join(islice(found, 3)).strip() + "\n\n" for _ in cycle((0,))))


def line(size: int) -> str:
    """The same as prose, in one line."""
    return _until(size, _sentences())


def again(piece: str, opening: str = "") -> Make:
    """One piece again and again."""
    return lambda size: (opening + piece * (size // len(piece) + 1))[:size]


def page(size: int) -> str:
    """A saved web page."""
    paragraphs = "".join(f"<p>{p}</p>" for p in prose(size).split("\n\n"))
    return f"<html><head><title>Bridge</title></head><body><article><h1>Bridge</h1>{paragraphs}</article></body></html>"


TEXTS: dict[str, Make] = {
    "an article": prose,
    "one line": line,
    "a new speaker each paragraph": people,
    "capitals": lambda size: prose(size).upper(),
    "no capitals": lambda size: prose(size).lower(),
    "carriage returns only": lambda size: prose(size).replace("\n", "\r"),
    "short quotations": again("“Yes,” he said. "),
    "quotations in paragraphs": again("“We will build the bridge,” Ann Lee said.\n\n"),
    "quotations without speakers": again("“We will build the bridge.”\n\n"),
    "straight quotation marks": again('"Yes," he said. '),
    "single quotation marks": again("'Yes,' he said. "),
    "quotations never closed": again("“We will build the bridge, Ann Lee said.\n\n"),
    "mixed marks never closed": again("“We \"will ‘build 'the «bridge ,, said Ann ``Lee. "),
    "opening marks only": again("“"),
    "straight marks only": again('"'),
    "one word": again("bridge "),
    "one word without a space": again("a"),
    "one verb": again("said "),
    "one name": again("Ann Lee "),
    "names with and": again("Ann Lee and "),
    "names with commas": again("Ann Lee, Tom Okafor, "),
    "pronouns": again("He said that she knew that they were there. "),
    "said that, without an end": again("Ann Lee said that "),
    "commas": again("a, "),
    "full stops": again("."),
    "ellipses": again("… "),
    "hyphens": again("a-"),
    "dashes": again("word — "),
    "brackets": again("("),
    "bracketed": again("(AP) Ann Lee (left) "),
    "square brackets": again("["),
    "initials": again("J. R. "),
    "abbreviations": again("U.S. Sen. "),
    "numbers": again("12,345.67 "),
    "dates": again("On May 5, 2010, and in 2011, "),
    "addresses": again("https://example.org/a?b=c#d "),
    "mail addresses": again("a@example.org "),
    "bylines": again("By Ann Lee, staff reporter\n"),
    "read more": again("Read more: the bridge\n"),
    "dateline": again("SEOUL, May 5 (AP) — "),
    "headings": again("The Bridge Is Open\n\n"),
    "a list": again("- the bridge is open\n"),
    "numbered": again("1. The bridge is open.\n"),
    "a table": again("| Ann Lee | 12 | the bridge |\n"),
    "a poem": again("The bridge is long,\nthe river wide;\nshe sang a song\non the other side.\n\n"),
    "an interview": again("Q: Will the bridge open?\n\nA: It will open in May, I hope. Nobody knows.\n\n"),
    "a transcript": again("ANN LEE: The bridge will open.\n\nTOM OKAFOR: I doubt it.\n\n"),
    "a live blog": again(
        "10:45 a.m. The mayor has arrived at the bridge, Ann Lee says.\n\n11:02 GMT\n\n“It is open.”\n\n"
    ),
    "wrapped lines": again("The mayor of the town said on Monday that the bridge would not open before\n"),
    "blank lines": again("a\n\n\n\n\n\n\n\n"),
    "spaces": again(" ", "a"),
    "tabs": again("\t", "a"),
    "line separators": again("word\u2028"),
    "right to left": again("ראש העיר אמר שהגשר ייפתח. "),
    "right to left overrides": again("\u202ebridge\u202c "),
    "marks on letters": again("b\u0301\u0302\u0303\u0304\u0305\u0306\u0307r\u0308\u030a\u030b\u030cidge "),
    "one letter with marks": again("\u0301", "a"),
    "control characters": again("word\x01\x02\x1b[31m\x7f "),
    "emoji": again("👩‍👩‍👧‍👦 🏳️‍🌈 said "),
    "zero width": again("a\u200b\u200d\ufeff"),
    "Chinese": again("市长周一说，这座桥将于五月开放。"),
    "rare letters": again("ﷺ𝔄𝔫𝔫 𝕷𝖊𝖊 "),
    "the same paragraph": again("Ann Lee said on Monday that the bridge, which was closed in 2020, would open.\n\n"),
    "apposition": again("Ann Lee, the mayor of the town of the county of "),
    "according to": again("according to Ann Lee, according to the mayor, "),
    "relative clauses": again("who said that the man who "),
    "possessives": again("Ann Lee’s mayor’s bridge’s "),
    "semicolons": again("the bridge is open; "),
    "colons": again("Ann Lee: "),
    "questions": again("Who? Why? "),
}
"""As .txt, by a few words that say what each is."""

MARKDOWN: dict[str, Make] = {
    "Markdown": lambda size: "# Bridge\n\n" + prose(size).replace("the bridge", "**the** [bridge](https://a.b)"),
    "stars": again("*a "),
    "many stars": again("*"),
    "underlines": again("_a_ __b "),
    "links never closed": again("[a]("),
    "pictures never closed": again("![a]["),
    "nested links": again("["),
    "code never closed": again("`a "),
    "fences": again("```\n"),
    "nested quotes": again("> "),
    "headings with marks": again("# a\n"),
    "underlined headings": again("a\n===\n"),
    "definitions": again("[a]: b\n"),
    "backslashes": again("\\"),
    "angle brackets": again("<https://a"),
    "hyphen lines": again("---\n"),
    "long front matter": lambda size: "---\ntitle: " + "a" * size + "\n---\nBody of it.\n",
}

PAGES: dict[str, Make] = {
    "a page": page,
    "nested elements": lambda size: "<div>" * (size // 5) + "The bridge is open, Ann Lee said. " * 20,
    "elements never closed": lambda size: "<p><b>The bridge is open, Ann Lee said." * (size // 38 + 1),
    "attributes": lambda size: "<p " + "a=b " * (size // 4) + ">The bridge is open, Ann Lee said." * 20,
    "entities": again("&lt;&amp;&#8220;&copy;"),
    "a long script": lambda size: "<script>" + "a<b;" * (size // 4) + "</script>" + page(3000),
    "comments": lambda size: "<!-- -->" * (size // 8) + page(3000),
    "a page’s table": lambda size: "<table>" + "<tr><td>Ann Lee</td><td>12</td></tr>" * (size // 37) + "</table>",
    "charset": lambda size: "<meta charset=" * (size // 14) + page(3000),
}

ALL: dict[str, tuple[str, Make]] = {
    **{name: (".txt", make) for name, make in TEXTS.items()},
    **{name: (".md", make) for name, make in MARKDOWN.items()},
    **{name: (".html", make) for name, make in PAGES.items()},
}
