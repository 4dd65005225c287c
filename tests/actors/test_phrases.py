"""Phrases for actors as news texts give them, over 70 countries: country and primary PLOVER sector.

``phrases.tsv`` holds phrases of our own; ``-`` is no country, and ``/`` parts answers that are all right. Each is asked
for alone and as the subject of a sentence.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_mentions
from dateline.mentions.mentioned import Mention, Mentions
from dateline.pages.source_and_story import Story
from dateline.record import Actor, Document
from dateline.spans import Span
from loaded import shipped_knowledge, tools

PHRASES = Path(__file__).parent / "phrases.tsv"
FRAMES = ("{}", "{} said on Monday that the plan would go ahead.")
COUNTRY, BOTH = 0.98, 0.96


def rows() -> list[dict[str, str]]:
    """The phrases with what is wanted of them."""
    with PHRASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def asked(phrase: str, frame: str, date: str) -> Actor | None:
    """The actor that a phrase means in a sentence: that of the mention at the phrase's own head."""
    shown = phrase if frame == "{}" else phrase[0].upper() + phrase[1:]
    text = frame.format(shown)
    document = Document("q", None, "text/plain", 0)
    story = Story("q", document, None, None, None, None, (), None, date, "given", "en", text)
    found = find_mentions(parse(story, tools().parser), shipped_knowledge())
    whole = Span(text.index(shown), text.index(shown) + len(shown))
    inside = [m for m in found.mentions if m.span.touches(whole) and found.entity(m).is_actor]
    best = min(inside, key=lambda m: (not is_outer(found, m, whole), -len(m.span), m.head), default=None)
    return found.entity(best).actor if best is not None else None


def is_outer(found: Mentions, mention: Mention, whole: Span) -> bool:
    """Whether a mention's head hangs on nothing else in the phrase."""
    t = found.parse.tokens[mention.head]
    above = found.parse.tokens[t.head]
    return above is t or not whole.start <= above.start < whole.end


@pytest.mark.parametrize("frame", FRAMES)
def test_country_and_sector_of_phrases(frame: str) -> None:
    right: Counter[str] = Counter()
    wrong = []
    for row in rows():
        actor = asked(row["phrase"], frame, row["date"])
        country = actor is not None and (actor.country or "-") in row["country"].split("/")
        sector = actor is not None and (*actor.sectors, "")[0] in row["sector"].split("/")
        right.update(country=country, both=country and sector)
        if not (country and sector):
            wrong.append(f"{row['phrase']}: {actor and (actor.name, actor.country, actor.sectors)}")
        if row["kind"] == "unknown":
            assert country, row["phrase"]
    print("\n".join(wrong))
    assert right["country"] / len(rows()) >= COUNTRY, wrong
    assert right["both"] / len(rows()) >= BOTH, wrong
