"""The occasion that an event is or belongs to: "the raid" of "during the raid, two men were killed", told of before.

In: a parse and the event's trigger. Out: the word by which an earlier sentence tells of that occasion, or None. What
dates and places the earlier telling holds for what happened within it.
"""

from __future__ import annotations

from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse

# Sentences that are looked back over; further above, "the raid" may be another one.
BACK = 4


def earlier_telling(parse: Parse, trigger: int) -> int | None:
    """The noun that an earlier sentence has for the occasion within which an event happened, the nearest one.

    Args:
        parse: the story's parse.
        trigger: token index of the word that names the event.
    """
    named = _occasion(parse, trigger) if parse.tokens else None
    if named is None:
        return None
    tokens, sentence = parse.tokens, parse.sentence_of(trigger)
    first = parse.sentences[max(0, sentence.i - BACK)].first
    lemma = tokens[named].lemma
    return next((i for i in range(sentence.first - 1, first - 1, -1) if _names(parse, i, lemma)), None)


def _names(parse: Parse, token: int, lemma: str) -> bool:
    t = parse.tokens[token]
    return t.pos in {"NOUN", "VERB"} and t.lemma == lemma  # "was attacked", then "the attack"


def _occasion(parse: Parse, trigger: int) -> int | None:
    """The definite noun behind "during" or "as a result of" that hangs on the event's verb or on one above it."""
    tokens = parse.tokens
    if tokens[trigger].tag == Tag.NOUN and _is_definite(parse, trigger, owned=False):
        return trigger
    for above in (trigger, *parse.ancestors(trigger)):
        for c in tokens[above].children:
            found = _behind(parse, c) if tokens[c].dep == Dep.PREP else None
            if found is not None and _is_definite(parse, found):
                return found
    return None


def _behind(parse: Parse, preposition: int) -> int | None:
    """The noun of "during the raid", "in the course of the raid"."""
    tokens, words = parse.tokens, parse.words.prepositions
    noun = parse.child(preposition, Dep.PREP_OBJECT)
    if tokens[preposition].lower in words.occasion or noun is None:
        return noun
    if tokens[noun].lemma not in words.occasion_of:
        return None
    of = next((c for c in tokens[noun].children if tokens[c].lower in words.part), None)
    return parse.child(of, Dep.PREP_OBJECT) if of is not None else None


def _is_definite(parse: Parse, noun: int, owned: bool = True) -> bool:
    """Whether a noun points to what was named before: "the raid" and, unless ``owned`` is false, "its raid"."""
    tokens = parse.tokens
    below = [tokens[c] for c in tokens[noun].children if owned or tokens[c].dep == Dep.DETERMINER]
    return tokens[noun].pos == "NOUN" and any(t.lower in parse.words.definite for t in below)
