"""Article → Briefing; `steps` has the order.

`attributions`: the tagger, quotation marks and reporting words give who says what. `actors`: names are joined to
actors. `speakers`: each source is resolved to its actor. `digest`: what a reader is shown of it, from the summary to
the timeline. `kinds`: what kind of article it is, and `treatment` what that changes.
"""

from __future__ import annotations

from briefing import __version__
from briefing.language import model_name
from briefing.model import Analyser, Article, Briefing
from briefing.tagger import weights

LANGUAGES = ("en",)


# How attributions are found: by the trained tagger, or by rules over the parse alone.
TAGGERS = ("learned", "rules")


def analyse(article: Article, model: str | None = None, tagger: str = TAGGERS[0]) -> Briefing:
    """The briefing of an article. `model` names a spaCy pipeline; None takes the English one that is installed.

    `tagger` is one of `TAGGERS`. An article in another language is not analysed, and says so.
    Raises LanguageModelError.
    """
    language = article.language.value
    if isinstance(language, str) and language.split("-")[0].lower() not in (*LANGUAGES, "und"):
        return _not_analysed(article, language)
    from briefing.analysis.steps import brief

    return brief(article, model, tagger, Analyser(__version__, tuple(models(model, tagger))))


def models(model: str | None = None, tagger: str = TAGGERS[0]) -> list[str]:
    """Names and versions of the models that read an article, found without loading them."""
    return [model_name(model)] + ([f"tagger {weights.version()}"] if tagger == "learned" else [])


def _not_analysed(article: Article, language: str) -> Briefing:
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language.replace("-", "_")).english_name or language
    except (UnknownLocaleError, ValueError):
        name = language
    warning = f"not analysed: {name}; only English articles are analysed"
    return Briefing(article, "not analysed", Analyser(__version__, ()), warnings=(warning,))
