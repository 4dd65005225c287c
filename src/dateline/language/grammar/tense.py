"""Does a clause look back or ahead? Needed for "on Friday" and "in October"."""

from __future__ import annotations

from typing import Literal

from dateline.knowledge.lexicon.expressions import Expressions
from dateline.language.grammar.verb_forms import auxiliaries
from dateline.language.labels import Dep, Tag
from dateline.language.language import Auxiliaries
from dateline.language.tokens import Parse

Tense = Literal["past", "present", "future"]
STEPS = 30
PARTICIPIAL = Dep.PARTICIPIAL | {Dep.ADVERBIAL}


def tense_of(parse: Parse, token: int, expressions: Expressions) -> Tense | None:
    """The direction of the clause that a token stands in; None where no verb says it.

    Args:
        parse: the parse.
        token: the head of the time expression.
        expressions: holds the verbs and nouns whose date lies ahead of them.
    """
    tokens = parse.tokens
    named, origin = tokens[token].dep == Dep.POSSESSOR, token
    for _ in range(STEPS):
        t = tokens[token]
        if t.pos in {"VERB", "AUX"}:
            found = _verb(parse, token, expressions, named, token < origin)
            if found:
                return found
        elif t.lower in expressions.classes["aheadnoun"].meanings:
            return "future"
        elif t.lower in expressions.classes["backnoun"].meanings:
            return "past"
        if t.head == token:
            return None
        token = t.head
    return None


def _verb(parse: Parse, verb: int, expressions: Expressions, named: bool, before: bool) -> Tense | None:
    """What a verb form says; None for forms that leave it to the verb above.

    An infinitive says nothing of an event that the date names ("tried to forget Friday's defeat"); ``before``: the
    verb stands before the date, as it does where it schedules something for then.
    """
    t = parse.tokens[verb]
    aux = auxiliaries(parse, verb)
    words, says = {a.lower for a in aux}, parse.words.auxiliaries
    if t.tag == Tag.FUTURE or words & (says.sure if named else says.ahead):
        return "future"
    if words & says.back_negated and any(parse.tokens[c].dep == Dep.NEGATION for c in t.children):
        return "past"
    if t.tag == Tag.PARTICIPLE and (any(a.dep == Dep.PASSIVE_AUXILIARY for a in aux) or t.dep in PARTICIPIAL):
        return _participle(t.lemma, words, expressions, says)
    if words & says.infinitive:
        above = parse.tokens[t.head]
        if above.lemma in says.copulas and above.tag == Tag.PAST:
            return "past"
        return "future" if not named and above.lemma in expressions.classes["aheadto"].meanings else None
    if words & says.open:
        return "past" if words & says.perfect else "future"
    if (
        before
        and t.tag in Tag.PAST_FORMS
        and not words & says.pluperfect
        and t.lemma in expressions.classes["aheadpast"].meanings
    ):
        return "future"
    if t.tag in Tag.PAST_FORMS or words & says.past:
        return "past"
    if t.tag in Tag.PRESENTS:
        return None if t.lemma in expressions.classes["saying"].meanings else "present"
    return None


def _participle(lemma: str, words: set[str], expressions: Expressions, says: Auxiliaries) -> Tense:
    """The direction of a passive ("was scheduled", "is heard", "issued")."""
    if lemma in expressions.classes["ahead"].meanings and not words & says.pluperfect:
        return "future"
    if words & says.open and not words & says.perfect:
        return "future"
    return "past" if words & says.past or not words & says.present else "present"
