"""Voice: whether a verb's surface subject undergoes the act, and who is said to have done it."""

from __future__ import annotations

from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse

HOPS = 12
PASSIVE = frozenset({Dep.PASSIVE_SUBJECT, Dep.PASSIVE_AUXILIARY, Dep.AGENT})
ACTIVE = frozenset({Dep.AUXILIARY, Dep.SUBJECT, Dep.OBJECT})
PARTICIPLE_CLAUSES = Dep.PARTICIPIAL | Dep.CLAUSES_OF_VERB | {Dep.RELATIVE, Dep.OBJECT_ATTRIBUTE}


def passive(parse: Parse, verb: int) -> bool:
    """True where the verb's surface subject undergoes the act."""
    tokens, marks = parse.tokens, parse.words.auxiliaries.passive
    for _ in range(HOPS):
        t = tokens[verb]
        deps = {tokens[c].dep for c in t.children}
        if deps & PASSIVE:
            return True
        if t.tag != Tag.PARTICIPLE and not (t.tag == Tag.PAST and t.dep in Dep.PARTICIPIAL):
            return False
        if deps & ACTIVE:
            return any(tokens[c].dep == Dep.AUXILIARY and tokens[c].lower in marks for c in t.children)
        if t.dep in PARTICIPLE_CLAUSES:
            return True
        if t.dep != Dep.CONJUNCT:
            return False
        verb = t.head
    return False


def agent(parse: Parse, verb: int) -> int | None:
    """The noun of a passive's ``by`` phrase."""
    tokens, markers = parse.tokens, parse.words.prepositions.agent
    for c in tokens[verb].children:
        if tokens[c].lower in markers and tokens[c].dep in {Dep.AGENT, Dep.PREP}:
            found = parse.child(c, Dep.PREP_OBJECT)
            if found is not None:
                return found
    return None


def giver(parse: Parse, verb: int) -> int | None:
    """Who a given thing came from: "was given assurances from X"."""
    given = parse.child(verb, Dep.OBJECT)
    if given is None:
        return None
    froms = parse.words.prepositions.giver
    source = next((c for c in parse.tokens[given].children if parse.tokens[c].lower in froms), None)
    return parse.child(source, Dep.PREP_OBJECT) if source is not None else None
