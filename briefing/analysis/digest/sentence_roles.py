"""What each sentence does, by the tagger: the roles of NewsDiscourse, and the background among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analysis.digest.background import Found, latest_year, past_time, tells
from briefing.analysis.digest.worth import explains, places_the_news
from briefing.language import Reading
from briefing.tagger.labels import BACKGROUND, ROLES

if TYPE_CHECKING:
    from briefing.tagger.pieces import Floats

# From this probability on a sentence is background: best macro-F1 on NewsDiscourse's validation part.
THRESHOLD = 0.4
# The page shows those of which at least 85 in 100 are background there; below .85 that was just met.
SHOWN_FROM = 0.85
# Sentences that tell the news before all others.
_LEAD = 2
_HISTORY = [ROLES.index(r) for r in ("historical", "previous event")]
_BACKGROUND = [ROLES.index(r) for r in sorted(BACKGROUND)]


def role_of(probabilities: Floats) -> str | None:
    """The likeliest role; None where it is none of the eight."""
    role = ROLES[int(probabilities.argmax())]
    return None if role == "n/a" else role


def background_by_role(reading: Reading, roles: Floats) -> list[Found]:
    """Every sentence whose roles make it background, in the order of the text. `roles`: [sentences, 9]."""
    year = latest_year(reading.text)
    lead = reading.sentences[:_LEAD]
    out = []
    for s, row in zip(reading.sentences, roles, strict=True):
        p = float(row[_BACKGROUND].sum())
        if p >= THRESHOLD:
            _, when = past_time(reading.text, s, year)
            kind = "history" if 2 * float(row[_HISTORY].sum()) > p or when is not None else "context"
            # "Current context" is also what happened on the side: on the page only where it explains or looks back.
            fits = (kind == "history" or explains(s)) and tells(reading.text, s)
            sure = p >= SHOWN_FROM and fits and places_the_news(reading.text, s, lead)
            out.append(Found(s, kind, p, sure, when))
    return out
