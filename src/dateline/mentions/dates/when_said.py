"""Which time expressions say when, and when something was said.

In: ``Mentions`` and a token. Out: a date, or None. Attribution and coding both ask here.
"""

from __future__ import annotations

from dateline.mentions.mentioned import DateMention, Mentions
from dateline.record import Date
from dateline.spans import Span

# Expressions that say no time at which a thing happened: mere lengths, repetitions, "now".
NO_TIME = frozenset({"PRESENT_REF", "FUTURE_REF"})
REACHING = ("duration.past", "duration.next")


def says_when(mention: DateMention) -> bool:
    """Whether an expression can date an act ("on Friday", "over the past days"; not "for three days", "daily")."""
    if mention.type == "DURATION":
        return mention.rule.startswith(REACHING)
    return mention.type != "SET" and mention.date.value not in NO_TIME


def statement_date(mentions: Mentions, cue: int | Span) -> Date | None:
    """The date of a statement: the expression that hangs on its cue ("said on Friday"), or None.

    Args:
        mentions: the story's mentions.
        cue: token of the reporting verb or noun, or the span of the cue's words.
    """
    if isinstance(cue, Span):
        parse = mentions.parse
        tokens = range(parse.token_at(cue.start), parse.token_at(max(cue.end - 1, cue.start)) + 1)
    else:
        tokens = range(cue, cue + 1)
    for token in tokens:
        for distance, m in mentions.by_dated.get(token, ()):
            if distance == 0 and says_when(m):
                return m.dates
    return None
