"""Mentions > Statements. Interim: a reporting verb with a clause."""

from __future__ import annotations

from dateline.attribution.types import Statements
from dateline.knowledge.load import Knowledge
from dateline.mentions.types import Mentions
from dateline.record import Link, Statement

VERBS = {"say", "tell", "add", "announce", "claim", "note", "report"}


def find_statements(mentions: Mentions, knowledge: Knowledge) -> Statements:
    """Find what is said in a story, and by whom."""
    parse = mentions.parse
    found: list[Statement] = []
    for t in parse.tokens:
        subject, clause = parse.child(t.i, "nsubj"), parse.child(t.i, "ccomp")
        if t.lemma not in VERBS or subject is None or clause is None:
            continue
        who = mentions.at(subject)
        if who is None:
            continue
        link = Link(mentions.entity(who).actor.id, who.span, t.span)
        found.append(
            Statement(
                f"{parse.story.id}-s{len(found)}", parse.subtree_span(clause), (link,), "indirect", rule="interim"
            )
        )
    return Statements(mentions, tuple(found))
