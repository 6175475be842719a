"""Payloads put wherever data comes in: text, front matter, reviews, the book's review, names of files and folders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

PER_ARTICLE = 10
_LONGEST_NAME = 60  # signs of a file's name; some take four bytes


def text_for_yaml(text: str) -> str:
    """A YAML string of any text, lone surrogates too."""
    return '"' + "".join(c if (c.isalnum() and c.isascii()) or c == " " else f"\\U{ord(c):08x}" for c in text) + '"'


def files(payloads: Sequence[str]) -> dict[str, bytes]:
    """A project's seeds and reviews with all of these payloads, each in every place."""
    groups = [tuple(payloads[n : n + PER_ARTICLE]) for n in range(0, len(payloads), PER_ARTICLE)]
    made: dict[str, str] = {}
    for number, group in enumerate(groups):
        folder = f"seeds/{_name(group[-1])}/" if number % 3 == 0 else "seeds/"
        stem = f"{folder}{number:03}{_name(group[0])}"
        made[f"{stem}{SUFFIXES[number % 3]}"] = _article(number, group)
        made[f"{stem}.review.yaml"] = _review(group, corrected=number % 2 == 0, words=number % 3 != 2)
    # An id that no address can be made of, or that is another's, is an error and a page that says so.
    made["seeds/bad.md"] = f"---\nid: {text_for_yaml('/'.join(payloads[:3]))}\n---\nThe mayor spoke."
    made["seeds/worse.md"] = f"---\ndate: {text_for_yaml(' '.join(payloads[:PER_ARTICLE]))}\n---\nThe mayor spoke."
    made["seeds/worst.txt"] = "The mayor spoke."
    made["seeds/worst.review.yaml"] = f"set: {{title: x, {text_for_yaml(' '.join(payloads[:2]))}: x}}"
    made["book.review.yaml"] = _book(payloads, len(groups))
    return {path: text.encode("utf8", "surrogatepass") for path, text in made.items()}


def _article(number: int, group: Sequence[str]) -> str:
    front = {
        "title": " · ".join(group),
        "standfirst": " ".join(group[::-1]),
        "outlet": group[number % len(group)],
        "url": "https://example.org/" + "".join(group).replace(" ", "%20")[:2000],
        "licence": " ".join(group[:3]),
        "version_of": group[0],
    }
    lines = [f"{key}: {text_for_yaml(value)}" for key, value in front.items() if value.strip()]
    lines += [f"{key}: [{', '.join(map(text_for_yaml, group))}]" for key in ("authors", "tags")]
    lines += [f"date: 2016-05-{number % 28 + 1:02}", f"id: a{number:03}", f"{text_for_yaml(group[0])}: unknown"]
    # A file with a zero byte is refused as a whole; in YAML one can be written out.
    body = "\n\n".join(BODIES[number % 3]([p.replace("\0", "\x01") for p in group]))
    if number % 3 == 2:
        return _page(front, body)
    return "---\n" + "\n".join(lines) + f"\n---\n{body}\n"


def _text(group: Sequence[str]) -> Iterator[str]:
    """One article's paragraphs: each payload as a line, a quotation, a speaker, a name, a heading, a caption."""
    yield f"By {group[0]}"
    yield "The harbour will open in May, Mayor Anna Berg said on Tuesday, and critics of the plan spoke too."
    for payload in group:
        yield payload
        yield f"“{payload}” said Mayor Anna Berg."
        yield f"{payload} said that the harbour would open in 2010, according to {payload}."
        yield f"Anna {payload} Berg, the {payload} of {payload} City, denied on Monday that “{payload}” was true."
    yield f"Image: {group[1 % len(group)]}"
    yield f"Read more: {group[2 % len(group)]}"
    yield f"Contact: {group[3 % len(group)]}"


def _marked(group: Sequence[str]) -> Iterator[str]:
    """The same as Markdown, with headings and links."""
    yield from _text(group)
    for payload in group:
        line = " ".join(payload.split())
        yield f"# {line}"
        yield f'> {line} [{line}]({line} "{line}") ![{line}]({line})'


SUFFIXES = (".txt", ".md", ".html")
BODIES: tuple[Callable[[Sequence[str]], Iterator[str]], ...] = (_text, _marked, _text)


def _page(front: dict[str, str], body: str) -> str:
    """A saved page, in which half of the payloads are markup and half are text."""
    paragraphs = [
        f"<p>{p if n % 2 else p.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</p>"
        for n, p in enumerate(body.split("\n\n"))
    ]
    quoted = {k: v.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;") for k, v in front.items()}
    return (
        f'<html><head><title>{quoted["title"]}</title><meta property="og:site_name" content="{quoted["outlet"]}">'
        f'<meta name="author" content="{quoted["title"]}"><meta name="description" content="{quoted["standfirst"]}">'
        f'<link rel="canonical" href="{quoted["url"]}"></head><body><article><h1>{quoted["title"]}</h1>'
        f"{''.join(paragraphs)}</article></body></html>"
    )


def _review(group: Sequence[str], corrected: bool, words: bool) -> str:
    """`corrected`: fields are set too. `words`: passages are added, which needs an article that markup leaves whole."""
    first, joined = text_for_yaml(group[0]), text_for_yaml(" ".join(group))
    lines = [f"reviewed: {{by: {joined}, date: 2026-11-24}}"]
    if corrected:
        lines += [
            "set:",
            *(f"  {key}: {joined}" for key in ("title", "standfirst", "outlet")),
            f"  authors: [{', '.join(map(text_for_yaml, group))}]",
        ]
    if words:
        passage = "The harbour will open in May"
        lines += [
            "add:",
            f"  - {{summary: {passage}}}",
            f"  - {{background: {passage}}}",
            f"  - {{position: {passage}, actor: Anna Berg, act: {joined}}}",
            "actors:",
            f"  - {{name: Anna Berg, rename: {first if corrected else joined}}}",
        ]
    lines += ["notes:", *(f"  - {{text: {text_for_yaml(p)}, by: {text_for_yaml(p)}}}" for p in group)]
    return "\n".join(lines) + "\n"


def _book(payloads: Sequence[str], count: int) -> str:
    """Stories and versions of the articles, and an actor described, by payloads; names nobody has make warnings."""
    lines = [f"reviewed: {{by: {text_for_yaml(payloads[0])}, date: 2026-11-24}}", "stories:"]
    for n in range(0, count - 1, 2):
        title = " ".join(payloads[n * PER_ARTICLE : (n + 2) * PER_ARTICLE])
        lines.append(f"  - {{articles: [a{n:03}, a{n + 1:03}], title: {text_for_yaml(title)}}}")
    lines += ["actors:", f"  - {{name: {text_for_yaml(payloads[0])}, describe: {text_for_yaml(' '.join(payloads))}}}"]
    lines += [f"  - {{name: {text_for_yaml(p)}, rename: {text_for_yaml(p)}}}" for p in payloads[1:20]]
    lines += ["topics:", f"  - {{name: harbour, rename: {text_for_yaml(payloads[0])}, page: true}}"]
    lines += [f"  - {{name: {text_for_yaml(p)}, rename: x}}" for p in payloads[1:20]]
    return "\n".join(lines) + "\n"


def _name(payload: str) -> str:
    """A payload as far as a file can have it for a name."""
    kept = re.sub("[/\x00\ud800-\udfff]", "", payload)[:_LONGEST_NAME].strip(". ")
    return kept or "x"
