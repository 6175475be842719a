"""Article → Briefing. The order of the steps is here; each step is a module of its own.

Names are joined to actors; quotation marks and reporting words give attributions; sources are resolved to actors;
then sentences are judged (background), and the summary and the topics chosen.
"""

from __future__ import annotations

from briefing import __version__
from briefing.language import model_name
from briefing.model import Analyser, Article, Briefing
from briefing.tagger import weights

# Raised with every change that can change a briefing: cached ones of another version are made anew.
VERSION = "1"

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
