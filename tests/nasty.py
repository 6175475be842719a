"""Words that some layer between an article and its reader would like to make something of."""

from __future__ import annotations

from briefing.model import (
    Actor,
    Analyser,
    Article,
    BackgroundItem,
    Block,
    Briefing,
    Field,
    Note,
    Position,
    Review,
    Sentence,
    Span,
    SummaryItem,
    TimelineItem,
    Topic,
    When,
)

NASTY = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(2)">',
    "</p></div></section></title><script>alert(3)</script>",
    '" onmouseover="alert(4)" x="',
    "' onfocus='alert(5)' autofocus='",
    "&lt;script&gt;alert(6)&lt;/script&gt; &amp;amp; &#60;b&#62; &copy",
    "&lt;/title&gt;&lt;script&gt;alert(7)&lt;/script&gt;",
    "{{ 7 * 7 }} {% raise %} {# gone #} {{ config.site_name }}",
    "**bold** _em_ `code` ~~gone~~ ==mark== ^^ins^^ H~2~O x^2^ ++ctrl+c++",
    "[link](javascript:alert(8)) ![img](https://example.invalid/x.png) [[wiki]] [ref]: x [^1] [TOC]",
    "{: .attr #list onclick=alert(9) } {++add++} {--del--} {>>comment<<}",
    '--8<-- "mkdocs.yml" ;--8<-- -- --- ... "straight" \'single\' (c) (tm) 1/2 +/-',
    "https://example.invalid/ www.example.invalid mailto:a@example.invalid a@b.c #1 @user",
    ":smile: :material-home: :fontawesome-brands-github:",
    "$x^2$ \\(y\\) \\[z\\] $$w$$ | a | b | \\*escaped\\* *[abbr]: x",
    "--- title: gone ---",
    "Ünïcödé 中文 שלום 🙂 ﷽ e\u0301 zero\u200bwidth non\u00a0breaking",
    "W" * 300,
)
"""Each must stand on the page letter for letter."""

UNPRINTABLE = {
    "bell\x07 nul\x00 escape\x1b c1\x9b": "bell� nul� escape� c1�",
    "stx\x02wzxhzdk:0\x03etx": "stx�wzxhzdk:0�etx",
    "lone\ud800surrogate": "lone�surrogate",
    "line\u2028end\u2029x\x85y": "line end x y",
    "not\ufffea\U0001fffecharacter": "not�a�character",
    "over\u202eride \u2066iso": "over\u202eride \u2066iso\u2069\u202c",
    "pop\u202c\u2069 nothing": "pop nothing",
}
"""What no page can hold, and how it is shown (with white space collapsed)."""

BLOCKS = (
    "# heading",
    "> quote",
    "    indented code",
    "```python\nprint(1)\n```",
    "!!! note\n    admonition",
    "??? tip\n    details",
    "/// note\nblock\n///",
    '=== "tab"\n    tab',
    "- list\n\n1. list\n\n* * *\n\nsetext\n======",
    "<div markdown>\n\n**bold**\n\n</div>",
    "<!-- comment -->",
    "term\n: definition",
    "[^1]: note",
    "~~~mermaid\ngraph TD\n~~~",
)
"""Markdown that needs to stand at the beginning of a line; shown with its white space collapsed."""


def nasty_briefing(
    texts: tuple[str, ...] = (*NASTY, *UNPRINTABLE, *BLOCKS), words: tuple[str, ...] = NASTY, id: str = "nasty"
) -> Briefing:
    """A briefing that has `texts` for passages, and `words` wherever else it has words of an article or a reviewer."""
    text, blocks = "", []
    for passage in texts:
        blocks.append(Block(len(text), len(text) + len(passage)))
        text += passage + "\n\n"
    spans = [Span(b.start, b.end, w) for b, w in zip(blocks, texts, strict=True)]
    everything = " ".join(words)
    return Briefing(
        article=Article(
            id=id,
            path=f"seeds/<b>{words[0]}&amp;.txt",
            sha256="0" * 64,
            text=text,
            paragraphs=tuple(blocks),
            title=Field(everything, "stated"),
            standfirst=Field(everything, "stated"),
            outlet=Field(words[0], "stated"),
            bylines=Field(words, "stated"),
            published=Field(words[3 % len(words)], "reviewed"),
            url=Field(f'https://example.org/"><script>alert(10)</script>{words[0]}', "stated"),
            language=Field("en", "inferred"),
            licence=everything,
            robots=f'"><script>alert(11)</script>{words[0]}',
            warnings=words,
        ),
        kind="news",
        analyser=Analyser(words[0], words),
        summary=tuple(SummaryItem(f"s-{n}", (s,)) for n, s in enumerate(spans)),
        actors=tuple(
            Actor(f"a-{n}", s.text, "person", True, (s.text,), (s,), (s,), 1 / (n + 1))
            for n, s in enumerate(spans)
        ),
        positions=tuple(
            Position(
                id=f"p-{n}", shown=True, actor=f"a-{n}", actors=(), resolution="resolved", confidence=1.0,
                form="direct", act=s.text, polarity="negative", question=True, within=None, source=s, cue=s,
                content=(s,), context=s, addressee=s,
            )
            for n, s in enumerate(spans)
        ),
        background=tuple(BackgroundItem(f"b-{n}", "history", (s,)) for n, s in enumerate(spans)),
        topics=tuple(Topic(f"On {s.text}", (s,)) for s in spans),
        timeline=tuple(
            TimelineItem(When(s.start, s.end, s.text, "2010" if n % 2 else None, "year"), (s,))
            for n, s in enumerate(spans)
        ),
        sentences=tuple(Sentence(b.start, b.end, None, False) for b in blocks),
        review=Review(
            "reviewed", words[0], words[1 % len(words)], tuple(Note(w, w, None) for w in words), changes=words
        ),
        warnings=words,
    )  # fmt: skip


def shown(words: str) -> str:
    """How words must read on a page, white space collapsed."""
    return " ".join(UNPRINTABLE.get(words, words).split())
