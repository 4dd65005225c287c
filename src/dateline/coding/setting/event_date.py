"""When an event happened: the time expression that governs a word, never the publication day.

The mentions stage has found which words each expression dates (``DateMention.governs``); here the best one is chosen.
"""

from __future__ import annotations

from dateline.mentions.dates.when_said import says_when
from dateline.mentions.mentioned import DateMention, Mentions
from dateline.record import Date, Decision
from dateline.spans import Span


def date_of(mentions: Mentions, trigger: int, evidence: Span) -> tuple[Date | None, Decision]:
    """The date of the event that token ``trigger`` names: the expression that governs it, or None.

    Args:
        mentions: the story's mentions.
        trigger: token of the verb or noun that names the event.
        evidence: the event's clause; an expression within it wins over one outside at the same distance.

    Returns:
        The date, and the decision with the expression and the rule that read it.
    """
    best: tuple[tuple[int, bool, bool, bool, int], DateMention] | None = None
    for distance, m in mentions.by_dated.get(trigger, ()):
        if not says_when(m):
            continue
        aside = mentions.parse.text[m.span.start - 1 : m.span.start] == "("
        rank = (distance, not evidence.holds(m.span), m.type != "TIME", aside, abs(m.head - trigger))
        if best is None or rank < best[0]:
            best = (rank, m)
    if best is None:
        return None, Decision("date", "none", None, "no expression governs the trigger")
    return best[1].dates, Decision("date", best[1].rule, best[1].span, f"{best[0][0]} steps from the trigger")
