"""Who speaks with a verb: its subject, or that of a verb above it, found by going up the tree alone.

Who acts is another question, which ``Clauses.subject`` answers (the package says which to ask). That knows more: whom a
verb makes do something ("urged Chad to leave"), who owns a noun, what an infinitive hangs on. Of who speaks it would be
wrong: "urged Chad, saying ..." is not Chad's saying. So here the search ends where the verb above is one that its
subject undergoes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.language.grammar.voice import passive
from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse

# Relations along which a verb without a subject of its own has that of its head.
UPWARD = frozenset(
    {
        Dep.PREDICATIVE,
        Dep.CONJUNCT,
        Dep.OPEN_CLAUSE,
        Dep.ADVERBIAL,
        Dep.PREP_CLAUSE,
        Dep.PREP,
        Dep.UNKNOWN,
        Dep.COMPLEMENT,
    }
)
MAX_STEPS = 12
NOUNS = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(frozen=True, slots=True)
class SpeakingSubject:
    """Where the search for who speaks with a verb ended.

    Attributes:
        kind: ``subject``: a subject stands on a verb; ``modified``: the clause hangs on a noun; ``none``: the verb
            asked for has no subject, and nothing above it that could lend one.
        token: the subject or the noun; the verb where there is none.
        verb: the verb that has the subject, or whose clause hangs on the noun.
    """

    kind: Literal["subject", "modified", "none"]
    token: int
    verb: int


def speaking_subject(parse: Parse, verb: int, start: int) -> SpeakingSubject | None:
    """The subject of an active verb, its own or that of a verb above it; None where another's would be wrong.

    Args:
        parse: the story.
        verb: the verb asked for.
        start: where to look first: the verb, or another one whose subject goes on with it.
    """
    at = start
    for _ in range(MAX_STEPS):
        own = (Dep.SUBJECT, Dep.CLAUSE_SUBJECT)
        subject = parse.child(at, *own) if at == verb else parse.child(at, *own, Dep.PASSIVE_SUBJECT)
        if subject is not None:
            return SpeakingSubject("subject", subject, at)
        if parse.child(at, Dep.EXPLETIVE) is not None:
            return None
        step = _next(parse, at, verb)
        if not isinstance(step, int):
            return step
        at = step
    return None


def _next(parse: Parse, at: int, verb: int) -> int | SpeakingSubject | None:
    """The verb to ask after one without a subject, or the answer."""
    tokens, token = parse.tokens, parse.tokens[at]
    above = _finite_above(parse, at)
    if above is not None:
        return above
    if token.dep in Dep.CLAUSES_OF_NOUN:
        if token.tag == Tag.PARTICIPLE and at == verb:
            return None  # "a dish called Mole (pronounced ...)": the noun undergoes it
        head = tokens[token.head]
        return SpeakingSubject("modified", head.i, at) if head.pos in NOUNS and head.i < at else None
    if token.dep not in UPWARD or token.head == at:
        return SpeakingSubject("none", at, at) if at == verb else None
    if token.dep == Dep.CONJUNCT and tokens[token.head].pos not in {"VERB", "AUX", "ADJ"}:
        return None
    return None if token.head != verb and _undergone(parse, token.head) else token.head


def _finite_above(parse: Parse, at: int) -> int | None:
    """The verb with a subject above a finite verb that was hung on a noun: "X speaking at Y called ..."."""
    tokens = parse.tokens
    if tokens[at].dep != Dep.NOUN_CLAUSE or tokens[at].tag != Tag.PAST:
        return None
    above = next((a for a in parse.ancestors(at) if tokens[a].pos == "VERB"), None)
    return above if above is not None and parse.child(above, Dep.SUBJECT) is not None else None


def _undergone(parse: Parse, at: int) -> bool:
    """Whether a verb is a participle that something undergoes which isn't named beside it."""
    return (
        parse.tokens[at].tag == Tag.PARTICIPLE and passive(parse, at) and parse.child(at, Dep.PASSIVE_SUBJECT) is None
    )
