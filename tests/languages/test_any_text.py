"""Any text in any language ends in a briefing whose every span stands in it, in time linear in its size."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing import analyse, ingest, verify
from briefing.analysis.languages.lists import lists_of
from briefing.analysis.languages.marks import find_marked
from briefing.analysis.languages.sentences import bounds
from briefing.analysis.languages.times import find_dates
from briefing.errors import SeedError

WORDS = st.sampled_from(
    [
        *(
            "sagte",
            "a déclaré",
            "dijo",
            "dedi",
            "说",
            "قال",
            "と述べた",
            "„",
            "“",
            "”",
            "«",
            "»",
            "「",
            "」",
            '"',
            ",",
            ".",
            "。",
        ),
        *(
            ":",
            "—",
            "Kim Schmidt",
            "der Sprecher",
            "le ministre",
            "Ana Ruiz",
            "er",
            "elle",
            "laut",
            "selon",
            "según",
            "dass",
        ),
        *(
            "que",
            "habe",
            "im Jahr 2010",
            "en 2010",
            "2010年5月",
            "\n\n",
            "M.",
            "l'",
            "d'",
            "de",
            "von",
            "und",
            "y",
            "et",
            "mit",
        ),
        *("teilte", "a-t-il", "dit-elle", "12. Mai", "(", "?", "\u200f", "👍"),
    ]
)
CODES = st.sampled_from(["de", "fr", "es", "it", "pt", "nl", "tr", "zh", "ja", "ar", "ko", "ru", "th", "xx"])


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CODES, st.lists(WORDS, max_size=50))
def test_every_span_stands_in_the_article(tmp_path, code, words):
    seed = tmp_path / "a.md"
    seed.write_text(f"---\nlanguage: {code if code != 'xx' else 'sw'}\n---\n{' '.join(words)}", encoding="utf8")
    try:
        article = ingest(seed)
    except SeedError:
        return
    verify(analyse(article), article)


@pytest.mark.parametrize(
    ("code", "text", "sentences"),
    [
        ("de", "Dr. Meier kam am 3. Mai 2024. Er blieb bis z.B. Freitag.", 2),
        ("de", "„Komm!“, rief er. „Nein.“ Sie ging.", 3),
        ("fr", "« Oui ! » s'exclame M. Dupont. « Non », dit-elle. Fin.", 3),
        ("es", "¿Quién fue? El Sr. Ruiz no lo sabe. ¡Nadie!", 3),
        ("zh", "今天下雨。“明天呢？”他问。没人回答！", 4),
        ("ar", "ماذا حدث؟ لا أحد يعرف. انتهى.", 3),
    ],
)
def test_sentences(code, text, sentences):
    assert len(list(bounds(text, 0, len(text), lists_of(code)))) == sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Er sagte „ja“ und »nein«.", ["„ja“", "»nein«"]),
        ("Sie sagte: »So ist es.« Er: »Nein.«", ["»So ist es.«", "»Nein.«"]),
        ("« Il a dit “non” hier »", ["« Il a dit “non” hier »"]),
        ("”Det är klart”, säger hon.", ["”Det är klart”"]),
        ("「はい」と『本』", ["「はい」", "『本』"]),
        ('Il dit "oui" et "non".', ['"oui"', '"non"']),
        ("„Nie geschlossen", ["„Nie geschlossen"]),
    ],
)
def test_marks(text, found):
    assert [text[q.start : q.end] for q in find_marked(text, [(0, len(text))])] == found


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        ("de", "am 12. März 2024, im Mai 2023, im Jahr 2010, 1.2.2021, von 2004 bis 2009, seit 1999", 6),
        ("fr", "le 1er mars 2024, en mai 2023, en 2010, de 2004 à 2009", 4),
        ("es", "el 12 de marzo de 2024, en mayo de 2023, en 2010, entre 2004 y 2009", 4),
        ("tr", "12 Mart 2024, Mayıs 2023, 2010'da", 3),
        ("zh", "2024年3月12日，2023年5月，2010年，5月8日", 4),
        ("ru", "12 марта 2024", 1),
        ("de", "2000 Menschen kamen mit 2010 Euro", 0),
    ],
)
def test_dates(code, text, values):
    assert len([w for w in find_dates(text, 0, len(text), lists_of(code)) if w.value]) == values


def test_time_grows_with_size_and_not_faster(tmp_path):
    def seconds(times: int) -> float:
        seed = tmp_path / f"{times}.md"
        one = "„Wir bauen die Brücke“, sagte Katrin Vogelsang am 3. Mai 2024. Die Stadt habe kein Geld, sagte er. "
        seed.write_text(f"---\nlanguage: de\n---\n{one * times}", encoding="utf8")
        article = ingest(seed)
        begun = time.process_time()
        analyse(article)
        return time.process_time() - begun

    seconds(5)
    small, large = seconds(60), seconds(480)
    assert large < 8 * 3 * max(small, 0.05)
