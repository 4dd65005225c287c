"""The numbers that the tellings of an incident give, and whether they differ. None is added to another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.linking.positions.gathered import Gathered, gathered
from dateline.linking.positions.origins import Family, origin_of
from dateline.linking.stories import Figure, LinkedStory, Telling

# Letters by which a word for people is known in singular and plural.
STEM = 4
WORD = re.compile(r"[^\W\d_]+")
WHAT = ("killed", "injured", "detained", "displaced", "kidnapped", "participants")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that one source gives.

    Attributes:
        source: who says so; the outlet, or the agency that it prints, where nobody is quoted.
        whom: those who are counted, as far as the text names them.
        reading: how the words were read where they name no exact number ("dozens: 24 or more").
    """

    what: str
    low: int | None
    high: int | None
    exact: bool
    words: str
    reading: str
    whom: tuple[str, ...]
    source: str
    event: str
    story: str
    outlet: str | None
    published: str | None


def numbers_of(told: Iterable[tuple[LinkedStory, Telling]], families: Mapping[str, Family]) -> list[Number]:
    """All numbers, by what they count, then in the order in which they appeared in print.

    Who says that something did not happen counts nobody ("the report that four were killed was wrong").
    """
    found = [
        Number(
            f.what, f.low, f.high, f.exact, f.words, reading(f), telling.recipients,
            telling.speaker.name if telling.speaker else origin_of(telling, story, families).name,
            telling.id, story.id, story.outlet, story.published,
        )
        for story, telling in told
        if telling.factuality != "negated"
        for f in telling.figures
    ]  # fmt: skip
    known = {(n.what, n.low, n.high, n.words, n.source, n.story): n for n in reversed(found)}
    return sorted(known.values(), key=lambda n: (WHAT.index(n.what), n.published or "~", n.story, n.event))


def once(numbers: Iterable[Number]) -> list[Gathered[Number]]:
    """Numbers that a source gives in the same words."""
    return gathered(numbers, lambda n: (n.what, n.low, n.high, n.words, n.whom, n.source))


def reading(figure: Figure) -> str:
    """How words that name no exact number were read: the least and the most that they allow."""
    if figure.exact:
        return ""
    if figure.low is None:
        return f"{figure.words}: {figure.high} or fewer"
    if figure.high is None:
        return f"{figure.words}: {figure.low} or more"
    return f"{figure.words}: {figure.low} to {figure.high}"


def differing(numbers: Sequence[Number]) -> tuple[str, ...]:
    """What is counted so differently that no number fits two of the accounts."""
    return tuple(
        what for what in WHAT if any(_apart(a, b) for a, b in combinations([n for n in numbers if n.what == what], 2))
    )


def _apart(a: Number, b: Number) -> bool:
    return same_people(a, b) and (_below(a, b) or _below(b, a))


def _below(a: Number, b: Number) -> bool:
    """Whether the most that one account allows is less than the least of the other."""
    return a.high is not None and b.low is not None and a.high < b.low


def same_people(a: Number, b: Number) -> bool:
    """Whether two accounts can count the same people: soldiers who were killed are not their attackers."""
    mine, other = _words(a), _words(b)
    return not mine or not other or bool(mine & other)


def _words(number: Number) -> frozenset[str]:
    """The beginnings of the words for those who are counted."""
    text = " ".join(number.whom).casefold()
    return frozenset(w[:STEM] for w in WORD.findall(text) if len(w) >= STEM)


def spread(numbers: Sequence[Number], what: str) -> tuple[int | None, int | None]:
    """The least and the most that any account gives of what is counted, of the people whom most accounts count."""
    own = [n for n in numbers if n.what == what]
    groups = [[n for n in own if same_people(n, first)] for first in own]
    most = max(groups, key=lambda g: (len(g), max(n.low or n.high or 0 for n in g)), default=[])
    lows = [n.low for n in most if n.low is not None]
    tops = [n.high if n.high is not None else n.low for n in most]
    highs = [n for n in tops if n is not None]
    return (min(lows) if lows else None), (max(highs) if highs else None)
