"""Article → Briefing; `steps` has the order.

`attributions`: the tagger, quotation marks and reporting words give who says what. `actors`: names are joined to
actors. `speakers`: each source is resolved to its actor. `digest`: what a reader is shown of it, from the summary to
the timeline. `kinds`: what kind of article it is, and `treatment` what that changes. `languages`: articles that are not
in English.
"""

from __future__ import annotations

from briefing import __version__
from briefing.language import model_name, other_pipeline
from briefing.model import Analyser, Article, Briefing
from briefing.tagger import weights

# What English rules read: English, and what is of no known language.
ENGLISH = ("en", "und")


# How attributions are found: by the trained tagger, or by rules over the parse alone.
TAGGERS = ("learned", "rules")


def analyse(article: Article, model: str | None = None, tagger: str = TAGGERS[0]) -> Briefing:
    """The briefing of an article. `model` names a spaCy pipeline for English; None takes the one that is installed.

    `tagger` is one of `TAGGERS`. Articles in other languages are read by simpler rules (`languages`), and say so.
    Raises LanguageModelError.
    """
    code = language_of(article)
    if code in ENGLISH:
        from briefing.analysis.steps import brief

        return brief(article, model, tagger, Analyser(__version__, tuple(models(article, model, tagger))))
    from briefing.analysis.languages.steps import brief as brief_other

    return brief_other(article, code, _name(code), __version__)


def language_of(article: Article) -> str:
    """The article's ISO 639-1 code without a region; "und" where it is not known."""
    language = article.language.value
    return language.replace("_", "-").split("-")[0].lower() if isinstance(language, str) else ENGLISH[1]


def models(article: Article, model: str | None = None, tagger: str = TAGGERS[0]) -> list[str]:
    """Names and versions of the models that read the article, found without loading them."""
    code = language_of(article)
    if code not in ENGLISH:
        return [name] if (name := other_pipeline(code)) else []
    return [model_name(model)] + ([f"tagger {weights.version()}"] if tagger == "learned" else [])


def _name(code: str) -> str:
    """The language's English name, or its code."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).english_name or code
    except (UnknownLocaleError, ValueError):
        return code
