"""When an event happened: the expression that governs a word, else that of its occasion, never the publication day.

The mentions stage has found which words each expression dates (``DateMention.governs``); here the best one is chosen.
"""

from __future__ import annotations

from dateline.coding.setting.occasion import earlier_telling
from dateline.language.labels import Dep
from dateline.mentions.dates.when_said import says_when
from dateline.mentions.mentioned import DateMention, Mentions
from dateline.record import Date, Decision
from dateline.spans import Span

# How well an expression fits a word: the lower, the better.
Rank = tuple[int, bool, bool, bool, int]


def date_of(mentions: Mentions, trigger: int, evidence: Span) -> tuple[Date | None, Decision]:
    """The date of the event that token ``trigger`` names: the expression that governs it, or None.

    Args:
        mentions: the story's mentions.
        trigger: token of the verb or noun that names the event.
        evidence: the event's clause; an expression within it wins over one outside at the same distance.

    Returns:
        The date, and the decision with the expression and the rule that read it.
    """
    best = _nearest(mentions, trigger, evidence)
    if best is not None:
        return best[1].dates, Decision("date", best[1].rule, best[1].span, f"{best[0][0]} steps from the trigger")
    return _of_occasion(mentions, trigger)


def _nearest(mentions: Mentions, trigger: int, evidence: Span) -> tuple[Rank, DateMention] | None:
    """The expression that governs a word, the nearest first."""
    best: tuple[Rank, DateMention] | None = None
    for distance, m in mentions.by_dated.get(trigger, ()):
        if not says_when(m):
            continue
        aside = mentions.parse.text[m.span.start - 1 : m.span.start] == "("
        rank = (distance, not evidence.holds(m.span), m.type != "TIME", aside, abs(m.head - trigger))
        if best is None or rank < best[0]:
            best = (rank, m)
    return best


def _of_occasion(mentions: Mentions, trigger: int) -> tuple[Date | None, Decision]:
    """The date that an earlier sentence gives to the occasion of an event ("during the raid")."""
    parse = mentions.parse
    told = earlier_telling(parse, trigger)
    if told is not None:
        whole = parse.sentence_of(told).span
        for word in (told, *parse.children(told, *Dep.CLAUSES_OF_NOUN), *parse.ancestors(told)):
            found = _nearest(mentions, word, whole)
            if found:
                return found[1].dates, Decision("date", found[1].rule, found[1].span, "dates the occasion")
            if parse.tokens[word].pos == "VERB" and word < told:
                break
    return None, Decision("date", "none", None, "no expression governs the trigger")
