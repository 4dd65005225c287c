"""Two main clauses of which the parser hangs the first on the second's verb, as though it were said or denied there."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.language.labels import Dep
from dateline.language.language import FunctionWords
from dateline.language.tokens import Token


def part_clauses(tokens: Sequence[Token], begin: int, words: FunctionWords) -> None:
    """Join such clauses as equals: "Mali accused Chad; Chad denied it", "Mali accused Chad, a charge Chad denied".

    A verb of speech that follows what is said has no semicolon before it, and no object that takes up what came before.

    Args:
        tokens: the words so far, changed in place from ``begin`` on.
        begin: number of the first that is new.
        words: the language's; among them those that take up what was told before, as "it" and "this".
    """
    for t in tokens[begin:]:
        if t.dep == Dep.COMPLEMENT and t.head > t.i and _are_equals(tokens, begin, t, words):
            _join(t, tokens[t.head])


def _are_equals(tokens: Sequence[Token], begin: int, first: Token, words: FunctionWords) -> bool:
    """Whether a clause and the verb behind it, on which it hangs, are told side by side."""
    verb = tokens[first.head]
    between = tokens[first.i : verb.i]
    subject = next((k for k in between if k.head == verb.i and k.dep in Dep.SUBJECTS), None)
    if subject is None:
        return False
    if any(k.head == verb.i and (k.text == ";" or k.dep == Dep.OBJECT) for k in between):
        return True
    pointing = words.pronouns.thing | words.definite
    after = tokens[verb.i + 1 : verb.i + 2]
    takes_up = any(k.head == verb.i and k.dep == Dep.OBJECT and k.lower in pointing for k in after)
    return takes_up or _in_apposition(tokens, begin, subject, verb)


def _in_apposition(tokens: Sequence[Token], begin: int, noun: Token, verb: Token) -> bool:
    """Whether a "subject" sums up the clause before, with the real one as its name; both get what is theirs.

    "A charge Chad denied".
    """
    behind = tokens[noun.i + 1]
    opening = next((k for k in tokens[max(noun.i - 4, begin) : noun.i] if k.head == noun.i), None)
    if behind.dep != Dep.APPOSITION or behind.head != noun.i or noun.pos != "NOUN" or opening is None:
        return False
    if opening.dep != Dep.DETERMINER or opening.i == begin or tokens[opening.i - 1].text != ",":
        return False
    noun.dep, behind.dep, behind.head = Dep.OBJECT, Dep.SUBJECT, verb.i
    return True


def _join(first: Token, verb: Token) -> None:
    """Hang the second verb on the first, which takes its place."""
    first.dep, first.head = verb.dep, first.i if verb.head == verb.i else verb.head
    verb.dep, verb.head = Dep.CONJUNCT, first.i
