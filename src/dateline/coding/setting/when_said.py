"""When an act was done by saying something: the day on which it was said."""

from __future__ import annotations

from collections.abc import Collection

from dateline.language.grammar.clauses import Clauses
from dateline.language.labels import Tag
from dateline.mentions.mentioned import Mentions
from dateline.record import Date, Decision, Statement


def date_of_saying(
    mentions: Mentions, clauses: Clauses, head: int, actors: Collection[int], said: Statement | None
) -> tuple[Date, Decision] | None:
    """The day of the statement in which the actor of a verbal act does it; None where it has none.

    "The minister said on Monday that the truce was a ruse" is an accusation of that Monday. What the speaker says that
    he did ("said on Monday that he had rejected the plan") was done at another time.

    Args:
        mentions: the story's mentions.
        clauses: its clauses.
        head: the word that names the act.
        actors: numbers of the act's entities.
        said: the innermost statement around the act.
    """
    # A text quoted without anybody who says so has a statement without a chain.
    if said is None or not said.chain or said.date is None or said.stance != "asserts":
        return None
    speakers = {n for n in actors if mentions.entities[n].actor.id == said.chain[-1].actor}
    if not speakers or _recalls(mentions, clauses, head, speakers):
        return None
    return said.date, Decision("date", "date.said", said.date.span, "its actor said so then")


def _recalls(mentions: Mentions, clauses: Clauses, head: int, speakers: Collection[int]) -> bool:
    """Whether a speaker tells of what he did: he is the subject of a verb in the past."""
    parse = mentions.parse
    subject = clauses.subject(head)
    if subject is None or parse.tokens[head].tag not in Tag.PAST_FORMS:
        return False
    span = parse.tokens[subject].span
    return any(m.entity in speakers for m in mentions.within(span))
