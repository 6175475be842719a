"""The seed article's briefing as a person would make it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import handmade
import pytest
import yaml

from briefing.model import Briefing, Field, Span

HERE = Path(__file__).parent


def yoon_briefing() -> Briefing:
    data = yaml.safe_load((HERE / "yoon.yaml").read_text("utf8"))
    raw = (HERE.parent.parent / "seeds" / "yoon-nato.txt").read_bytes()
    article = handmade.article(raw.decode("utf8"), data.pop("furniture"), id="yoon-nato")
    title = Span.of(article.text, 0, article.text.index(" on Tuesday"))
    article = replace(
        article,
        path="seeds/yoon-nato.txt",
        sha256=hashlib.sha256(raw).hexdigest(),
        title=Field(title.text, "derived", (title,)),
        bylines=Field(("Kim Mi-na", "Shin Hyeong-cheol"), "stated"),
        language=Field("en", "inferred"),
    )
    return handmade.briefing(article, data)


@pytest.fixture(scope="session")
def yoon() -> Briefing:
    return yoon_briefing()
