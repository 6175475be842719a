"""Names in other languages, and the actors they are.

Without a pipeline a name is what its surroundings prove: a given name and more, a title or a role before it, a word that
only organisations have in their names, an abbreviation in capitals, a country. In German, where every noun has a
capital, nothing else would be honest. With a pipeline its entities are added. What is of no clear type is no actor.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.analysis.actors.cast import Draft
from briefing.analysis.actors.mention import NameMention
from briefing.analysis.languages.lists import Lists
from briefing.language import Paragraph, Reading
from briefing.lexicon import words

_WORD = re.compile(r"(?:(?P<elided>[ldLDsS]|[Qq]u)['’](?=\w))|[^\W\d_](?:\w|[-.&’'](?=\w))*")
_SUFFIX = re.compile(r"['’](?:[a-zçğıöşü]{1,6})$")  # Turkish endings behind a name
_ROMAN = re.compile(r"[IVXLC]+")
_LABELS = {"PER": "person", "PERSON": "person", "ORG": "organisation"}
_LONGEST = 5  # words of a name
# A name in capitals alone is an abbreviation up to here; longer ones are shouting.
_ABBREVIATION = re.compile(r"[A-ZÄÖÜÉÈÇÑ]{2,6}(?:-[A-Z]{2,5})?")
_NO_BODIES = frozenset(
    "km kg cm mm mwh kwh gwh tv uhr wlan pdf dna rna hiv aids covid ki ia vip usb gps suv pkw lkw ceo cto cfo pib iva ok sms led dvd cd pc id faq rtve iban isbn "
    "ong pdg dg drh rh jo cac dax ibex gmt tva smic iva dj pp hd fc sc ag gmbh bip jt bd cv ac dc "
    "adn bnp pme tgv rer adac tel mail www http https html rss".split()  # noqa: SIM905
) - {"adac", "rtve", "bnp"}


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    first: bool
    """Whether it opens a sentence, a paragraph or a quotation, so that its capital says nothing."""

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Found:
    """A name where it stands, with its type and a title before it."""

    start: int
    end: int
    text: str
    type: str
    title: str = ""


def find_names(reading: Reading, lists: Lists) -> list[Draft]:
    """The actors of an article, in the order of their first mention."""
    parts = [(p, True) for p in reading.headline] + [(p, False) for p in reading.paragraphs]
    if not reading.headline:  # a title that is no furniture
        parts = [(p, False) for p in reading.paragraphs]
    tokens = [(p, h, list(_tokens(reading.text, p))) for p, h in parts]
    small = {t.text.lower() for _, _, ts in tokens for t in ts if not t.capital}
    found: list[tuple[Found, Paragraph, bool]] = []
    for p, h, ts in tokens:
        taken: list[tuple[int, int]] = []
        for name in (*_entities(reading.text, p, lists), *_proved(reading.text, ts, lists, small)):
            if not any(a < name.end and name.start < b for a, b in taken):
                taken.append((name.start, name.end))
                found.append((name, p, h))
    drafts = _joined(found)
    _with_surnames(drafts, tokens, found, lists)
    for d in drafts:
        d.mentions.sort(key=lambda m: m.start)
    return sorted(drafts, key=lambda d: d.mentions[0].start)


def _tokens(text: str, p: Paragraph) -> Iterator[_Token]:
    last = p.start
    first = True
    for m in _WORD.finditer(text, p.start, p.end):
        if m["elided"]:
            # "L'Espagne": the article is no part of the name, but leaves it where it opened the sentence.
            first = first or any(c in ".!?:;«“„\"»•\n" for c in text[last : m.start()])
            last = m.end()
            continue
        between = text[last : m.start()]
        opens = first or any(c in ".!?:«“„\"»•\n—–…(" for c in between)
        yield _Token(m.start(), m.end(), m[0], opens)
        first, last = False, m.end()


@lru_cache(maxsize=16)
def countries(code: str) -> dict[str, str]:
    """ISO code by a country's name in the language, lower-cased."""
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale.parse(code).territories
    except (UnknownLocaleError, ValueError):
        return {}
    out = {name.lower(): c for c, name in territories.items() if len(c) == 2 and c.isalpha() and c not in ("EU", "EZ", "UN", "ZZ")}
    more = {"de": {"usa": "US", "großbritannien": "GB", "türkei": "TR"}, "es": {"ee.uu": "US", "eeuu": "US"}, "tr": {"abd": "US"}}
    return out | more.get(code, {})


def _given(word: str, lists: Lists) -> bool:
    low = word.lower()
    known = words("given_names", "any"), lists.words("given_names")
    whole = any(low in k for k in known) or all(any(w in k for k in known) for w in low.split("-"))
    return whole and low not in words("places", "cities") and low not in _NO_GIVEN


# An abbreviation is a body's where it has an article: "la CGT", "die SPD", "l'ONU".
_ARTICLES = frozenset("der die das dem den des la le les l' d' du el los las il lo o a os as de het".split())  # noqa: SIM905

_SAINTS = frozenset("san santa santo são st sankt saint sainte sint virgen notre".split())  # noqa: SIM905
# Particles that join a name to nothing by themselves.
_WEAK = frozenset("der den la le el vom zum".split())  # noqa: SIM905
# Particles of names in any language.
_PARTICLES = frozenset("von van der den de di da del della le la el al bin ben ter ten".split())  # noqa: SIM905

_NO_GIVEN = frozenset("may april german media anfang ende mitte bis paris santiago valencia florence sevilla san santa saint st notre china israel georgia jordan chad india dakota carolina virginia la le el der die das den les los las un una real sol".split())  # noqa: SIM905


def _proved(text: str, ts: list[_Token], lists: Lists, small: set[str]) -> Iterator[Found]:
    """Names that their own words or the word before them prove."""
    i = 0
    while i < len(ts):
        run = _run(text, ts, i, lists)
        if run is None:
            i += 1
            continue
        yield from _named(text, ts, i, run, lists, small)
        i = run


def _run(text: str, ts: list[_Token], i: int, lists: Lists) -> int | None:
    """Index behind the run of capitalised words that begins at `i`, particles of names inside it included."""
    if not ts[i].capital:
        return None
    j, nobles = i + 1, lists.words("nobles") | _PARTICLES
    while j < len(ts):
        near = text[ts[j - 1].end : ts[j].start]
        if near not in (" ", "-", "\u00a0", "\u202f", ". ") or (near == ". " and len(ts[j - 1].text) > 1 and not _is_title(ts[j - 1].text, lists)):
            break
        if ts[j].capital:
            j += 1
            continue
        if ts[j].text.lower() in _WEAK:
            break
        k = j
        while k < len(ts) and k < j + 3 and ts[k].text.lower() in nobles and text[ts[k - 1].end : ts[k].start] == " ":
            k += 1
        if k > j and k < len(ts) and ts[k].capital and text[ts[k - 1].end : ts[k].start] == " ":
            j = k + 1
            continue
        break
    return j


def _is_title(word: str, lists: Lists) -> bool:
    return word.lower().rstrip(".") in lists.by_gender("titles")


def _named(text: str, ts: list[_Token], i: int, j: int, lists: Lists, small: set[str]) -> Iterator[Found]:
    """The names in the run of tokens `[i, j)`."""
    nouns = lists.flag("nouns_have_capitals")
    title = ""
    k = i
    while k < j:
        word = ts[k].text
        if _is_title(word, lists) or (nouns and lists.is_role(_bare(word, lists))):
            title, k = word, k + 1
            continue
        end = j
        # A country, a body's word or an abbreviation, and persons: the longest first.
        hit = _country(text, ts, k, end, lists) or _body(text, ts, k, end, lists, small) or _person(text, ts, k, end, i, title, lists, small)
        if hit is None:
            title, k = "", k + 1
            continue
        stop, kind = hit
        first, last = ts[k], ts[stop - 1]
        name_end = first.start + len(_bare(text[first.start : last.end], lists))
        yield Found(first.start, name_end, text[first.start : name_end], kind, title if kind == "person" else "")
        title, k = "", stop


def _bare(name: str, lists: Lists) -> str:
    """The name without an ending that a language hangs on it."""
    return _SUFFIX.sub("", name) if lists.code in ("tr", "az", "fi") else name


def _country(text: str, ts: list[_Token], k: int, end: int, lists: Lists) -> tuple[int, str] | None:
    known = countries(lists.code)
    for stop in range(min(end, k + _LONGEST), k, -1):
        name = _bare(text[ts[k].start : ts[stop - 1].end], lists)
        if name.lower() in known and not _compound(text, ts[stop - 1].end):
            return stop, "country"
    return None


def _compound(text: str, at: int) -> bool:
    """Whether the word goes on behind a hyphen ("USA-Reise")."""
    return text[at : at + 1] == "-" and text[at + 1 : at + 2].isalpha()


def _body(text: str, ts: list[_Token], k: int, end: int, lists: Lists, small: set[str]) -> tuple[int, str] | None:
    """An organisation: an abbreviation that stands alone, or a name of several words with an organisation's word in it."""
    word = _bare(ts[k].text, lists)
    if _ABBREVIATION.fullmatch(word) and not _ROMAN.fullmatch(word) and word.lower() not in _NO_BODIES | small:
        before = text[max(0, ts[k].start - 6) : ts[k].start].lower().replace("’", "'").split(" ")
        article = before[-2:-1] if before[-1] == "" else [before[-1][-2:]]
        alone = not (k + 1 < end) and not re.match(r"(?:\s|-)\w*\d|-\w", text[ts[k].end : ts[k].end + 8])
        if alone and article and article[0] in _ARTICLES:
            return k + 1, "organisation"
    special = lists.words("organisation_words")
    if ts[k].text.lower() in lists.words("determiners") | lists.words("of"):
        return None
    if lists.flag("nouns_have_capitals"):
        return _german_body(ts, k, end, lists)
    stop = min(end, k + _LONGEST)
    found = [n for n in range(k, stop) if ts[n].text.lower() in special]
    if not found or _given(ts[k].text, lists) or end - k > _LONGEST:
        return None
    # "Tribunal Supremo Ángel Hurtado": the name of a person begins where a given name does.
    stop = next((n for n in range(found[0] + 1, stop) if n + 1 < stop and _given(ts[n].text, lists)), stop)
    while stop > k + 1 and not ts[stop - 1].capital:
        stop -= 1
    return (stop, "organisation") if stop - k > 1 else None


def _german_body(ts: list[_Token], k: int, end: int, lists: Lists) -> tuple[int, str] | None:
    """"Deutsche Bank", where the adjective's capital shows a name; "Stiftung Warentest"; "Siemens AG"."""
    if k + 1 >= end:
        return None
    word, following = ts[k].text, ts[k + 1].text
    if re.fullmatch(r"[A-ZÄÖÜ]\w{3,}(?:e|en|es|em)", word) and not ts[k].first and lists.is_body(following):
        if not lists.is_role(word) and word.lower() not in lists.words("groups") and word.lower() not in _NO_ADJECTIVES:
            return k + 2, "organisation"
    if word.lower() in lists.words("bodies_named") and not ts[k + 1].text.lower().endswith(("en", "er")):
        return k + 2, "organisation"
    for n in range(k + 1, min(end, k + 4)):
        if ts[n].text in ("AG", "GmbH", "SE", "KG"):
            return n + 1, "organisation"
    return None


# Capitalised before a noun without being part of a name: "Herren Bundesliga", "Ende Regierung".
_NO_ADJECTIVES = frozenset("ende seine ihre diese keine alle viele meine unsere eine neue erste letzte große kleine lokale".split())  # noqa: SIM905


def _person(
    text: str, ts: list[_Token], k: int, end: int, i: int, title: str, lists: Lists, small: set[str]
) -> tuple[int, str] | None:
    """A person: a given name and at least one more, or a title or role and a name."""
    stop = min(end, k + _LONGEST)
    nobles = lists.words("nobles")
    while stop > k + 1 and (ts[stop - 1].text.lower() in nobles or lists.is_role(ts[stop - 1].text)):
        stop -= 1
    for n in range(k + 2, stop - 1):
        # "Ana Pastor del Partido Popular": the name ends before what it belongs to.
        behind = next((t for t in ts[n:stop] if t.capital), ts[n])
        if not ts[n].capital and (behind.text.lower() in lists.words("organisation_words") or lists.is_body(behind.text) or behind.text.lower() in words("places", "cities")):
            stop = n
            break
    size = sum(t.capital for t in ts[k:stop])
    word = ts[k].text
    if word.isupper() and len(word) > 3:
        return None
    special = any(t.text.lower() in lists.words("organisation_words") or lists.is_body(t.text) for t in ts[k:stop])
    if k and ts[k - 1].text.lower() in _SAINTS:
        return None
    if _given(word, lists) and 2 <= size <= 4 and not special and not (size == 2 and stop - k == 3 and ts[stop - 1].text.lower() in words("places", "cities")):
        if all(_given(t.text, lists) for t in ts[k:stop]) and size > 3:
            return None
        if lists.flag("nouns_have_capitals"):
            stop = _surname_end(ts, k, stop, lists)
            if stop - k < 2:
                return None
        return stop, "person"
    if k == i and size > 1 and size <= 3 and not special and word.lower() not in small and _apposed(text, ts[k].start, ts[stop - 1].end, lists):
        return (_surname_end(ts, k, stop, lists) if lists.flag("nouns_have_capitals") else stop), "person"
    before = title or _word_before(text, ts, i, lists)
    if before and k == (i if not title else k) and size <= 3 and not special and word.lower() not in small and len(word) > 2:
        if title and not _is_title(title, lists) and size < 2:
            return None  # "Minister Streit": as good a compound of nouns
        if lists.flag("nouns_have_capitals"):
            stop = _surname_end(ts, k, stop, lists) if size > 1 else stop
            if not _is_title(before, lists) and size < 2:
                return None  # "Minister Streit": as good a compound of nouns
            if word.lower() in _NO_GIVEN or lists.is_body(word) or any(t.text.lower() in words("places", "cities") for t in ts[k:stop]):
                return None
        return stop, "person"
    return None


def _apposed(text: str, start: int, end: int, lists: Lists) -> bool:
    """Whether a comma parts the name from a role: "le ministre de la Défense, X Y,", "X Y, maire de Brest,"."""
    if lists.flag("nouns_have_capitals"):
        return False
    if text[start - 2 : start] == ", " and text[end : end + 1] in (",", ".", "»", ":", ")", "") :
        before = re.split(r"[.,;:«»“”\"()]", text[max(0, start - 80) : start - 2])[-1].split()
        noun = next((n for n, w in enumerate(before) if w.lower() in lists.words("determiners") or "'" in w or "’" in w), None)
        if noun is not None and any(lists.is_role(re.split("['’]", w)[-1]) for w in before[noun : noun + 3]):
            return True
    if text[end : end + 2] == ", ":
        after = [w for w in text[end + 2 : end + 50].split() if w.lower() not in lists.words("determiners")]
        return bool(after) and lists.is_role(re.split("['’]", after[0])[-1].strip(",.;"))
    return False


def _surname_end(ts: list[_Token], k: int, stop: int, lists: Lists) -> int:
    """A German run goes on with any noun: a person has given names, particles and one surname."""
    n = k + 1
    while n < stop - 1 and (_given(ts[n].text, lists) or ts[n].text.lower() in lists.words("nobles") | _PARTICLES):
        n += 1
    return min(n + 1, stop)


def _word_before(text: str, ts: list[_Token], i: int, lists: Lists) -> str:
    """A title or, in small letters, a role right before the run."""
    if i == 0:
        return ""
    t = ts[i - 1]
    gap = text[t.end : ts[i].start]
    if gap in (" ", "\u00a0", "\u202f", ". ", ".\u00a0") and (_is_title(t.text, lists) or (gap != ". " and not t.capital and lists.is_role(t.text))):
        return t.text
    return ""


def _entities(text: str, p: Paragraph, lists: Lists) -> Iterator[Found]:
    """What the pipeline takes for persons and organisations, as far as the form of the name bears it out."""
    for ent in p.doc.ents:
        kind = _LABELS.get(ent.label_)
        start, end = p.start + ent.start_char, p.start + ent.end_char
        name = text[start:end]
        if kind is None or not name[:1].isupper() or "\n" in name or not name[-1:].isalnum():
            continue
        parts = name.split()
        if len(parts) > _LONGEST + 1 or name.lower() in countries(lists.code) or any(c in name for c in "«»“”„\"():;,"):
            continue
        if kind == "person":
            while parts and (_is_title(parts[0].rstrip("."), lists) or lists.is_role(parts[0])):
                start += len(parts[0])
                start += len(text[start:end]) - len(text[start:end].lstrip())
                parts = parts[1:]
            special = any(w.lower() in lists.words("organisation_words") or lists.is_body(w) for w in parts)
            plain = all(w[:1].isupper() or w.lower() in lists.words("nobles") or w[1:2] in "'’" for w in parts)
            if len(parts) < 2 or special or not plain or any(w.isupper() and len(w) > 3 for w in parts):
                continue
        elif len(parts) < 2 and not _ABBREVIATION.fullmatch(name):
            continue
        elif parts and _given(parts[0], lists) and len(parts) == 2:
            continue
        elif name.lower() in _NO_BODIES:
            continue
        yield Found(start, end, text[start:end], kind)


def key_of(name: str) -> str:
    """A name for comparison."""
    return re.sub(r"\s+", " ", name.replace("’", "'")).replace(".", "").lower().strip()


# A German adjective's ending: "der Deutschen Bank" is "die Deutsche Bank".
_INFLECTED = re.compile(r"(?<=\w{3})e[nrms]?(?= )")


def _joined(found: list[tuple[Found, Paragraph, bool]]) -> list[Draft]:
    """Drafts by name: the same words are one actor, by the type that most of its mentions have."""
    by_key: dict[str, list[tuple[Found, Paragraph, bool]]] = defaultdict(list)
    for f in found:
        if f[0].type != "person" or len(f[0].text.split()) > 1:
            key = key_of(f[0].text)
            by_key[_INFLECTED.sub("", key, count=1) if f[0].type == "organisation" else key].append(f)
    out: list[Draft] = []
    for mentions in by_key.values():
        kind = Counter(f.type for f, _, _ in mentions).most_common(1)[0][0]
        shown = Counter(re.sub(r"\s+", " ", f.text) for f, _, _ in mentions).most_common(1)[0][0]
        out.append(Draft(shown, kind, [_mention(f, p, h) for f, p, h in mentions]))
    return _without_middle_names(out)


def _without_middle_names(drafts: list[Draft]) -> list[Draft]:
    """Two full names of one person ("Jean Martin", "Jean-Luc Martin" are two; "Ana Ruiz" and "Ana Ruiz Díaz" one)."""
    kept: list[Draft] = []
    persons = [d for d in drafts if d.type == "person"]
    by_first: dict[str, list[Draft]] = defaultdict(list)
    for d in persons:
        by_first[d.name.split()[0].lower()].append(d)
    for d in drafts:
        longer = [
            o for o in by_first[d.name.split()[0].lower()]
            if d.type == "person" and o is not d and key_of(o.name).startswith(key_of(d.name) + " ")
        ]  # fmt: skip
        if len(longer) == 1:
            longer[0].mentions += d.mentions
            longer[0].aliases.append(d.name)
        else:
            kept.append(d)
    return kept


def _mention(f: Found, p: Paragraph, headline: bool) -> NameMention:
    span = p.doc.char_span(f.start - p.start, f.end - p.start, alignment_mode="expand")
    first, last = (span.start, span.end - 1) if span is not None else (0, 0)
    return NameMention(f.start, f.end, f.text, None, p, first, last, headline=headline)


def surname_of(name: str, lists: Lists) -> list[str]:
    """What a person may be called for short: all behind the given name, and the last word."""
    parts = name.split()
    tail = [" ".join(parts[n:]) for n in range(1, len(parts))]
    return [t for t in tail if t.split()[0].lower() not in lists.words("nobles") or " " in t]


def _with_surnames(
    drafts: list[Draft],
    tokens: list[tuple[Paragraph, bool, list[_Token]]],
    found: list[tuple[Found, Paragraph, bool]],
    lists: Lists,
) -> None:
    """Mentions by surname, where it is one person's in the article; a surname that is a common word needs its capital."""
    owners: dict[str, list[Draft]] = defaultdict(list)
    for d in drafts:
        if d.type == "person":
            for short in {key_of(s) for n in (d.name, *d.aliases) for s in surname_of(n, lists)}:
                owners[short].append(d)
    full: dict[int, int] = {}  # starts of the names found, with their ends
    for f, _, _ in found:
        if f.type != "person" or len(f.text.split()) > 1:
            full[f.start] = f.end
    common = _common_nouns(tokens, lists)
    for p, h, ts in tokens:
        behind = p.start
        for n, t in enumerate(ts):
            if t.start in full:
                behind = max(behind, full[t.start])
            if t.start < behind or not t.capital:
                continue
            for size in (3, 2, 1):
                last = ts[n + size - 1] if n + size <= len(ts) else None
                if last is None or "\n" in p.doc.text[t.start - p.start : last.end - p.start]:
                    continue
                words_here = _bare(" ".join(x.text for x in ts[n : n + size]), lists)
                who = owners.get(key_of(words_here), []) or owners.get(key_of(words_here.removesuffix("s")), [])
                if len(who) != 1 or (size == 1 and key_of(words_here) in common):
                    continue
                end = t.start + len(words_here) if size == 1 else last.end
                if _follows_name(ts, n, lists):
                    continue
                first = n
                while first and ts[first - 1].text.lower() in _PARTICLES and f"{ts[first - 1].text.lower()} {ts[first].text.lower()}" in who[0].name.lower():
                    first -= 1
                begin = ts[first].start
                short = p.doc.text[begin - p.start : end - p.start]
                who[0].mentions.append(_mention(Found(begin, end, short, "person"), p, h))
                if words_here not in who[0].aliases and size == 1 and words_here in who[0].name.split():
                    who[0].aliases.append(words_here)
                behind = last.end
                break


def _follows_name(ts: list[_Token], n: int, lists: Lists) -> bool:
    """Whether another given name stands right before: then it is somebody else of that surname."""
    return n > 0 and ts[n - 1].capital and _given(ts[n - 1].text, lists) and ts[n].start - ts[n - 1].end == 1


def _common_nouns(tokens: list[tuple[Paragraph, bool, list[_Token]]], lists: Lists) -> frozenset[str]:
    """Words that are no surname by themselves here: in German those behind an article, else those in small letters."""
    out: set[str] = set()
    for _, _, ts in tokens:
        for before, t in zip(ts, ts[1:], strict=False):
            if not t.capital:
                out.add(t.text.lower())
            elif lists.flag("nouns_have_capitals") and before.text.lower() in ("ein", "eine", "einen", "einem", "einer", "das", "dem"):
                out.add(t.text.lower())
    return frozenset(out)
