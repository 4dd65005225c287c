"""Clauses as content: "said that X", "as Y put it, X", "X, said Y"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.attribution.content.inserted import around_tag, before_tag
from dateline.attribution.content.tags import opening
from dateline.attribution.parts.cue import Cue
from dateline.attribution.parts.pieces import NOMINAL, Piece
from dateline.attribution.sources.verb_sources import speaking_on
from dateline.attribution.view import View
from dateline.knowledge.lexicon.reporting import Verb
from dateline.language.grammar.verb_forms import is_finite, is_infinitive
from dateline.language.grammar.voice import passive
from dateline.language.labels import Dep, Tag
from dateline.spans import Span

CLAUSAL = Dep.CLAUSES_OF_VERB | Dep.CLAUSES_OF_NOUN | {Dep.PARATAXIS, Dep.UNKNOWN}
NO_CLAUSE = frozenset({Dep.CONJUNCT, Dep.SUBJECT, Dep.COORDINATOR, Dep.PUNCT})
OPENING = frozenset({Dep.MARKER, Dep.OBJECT, Dep.SUBJECT, Dep.DETERMINER})
LOW = Dep.ADVERBIALS | Dep.NOUN_MODIFIERS | {Dep.PREP, Dep.PREP_OBJECT, Dep.APPOSITION}
TAGGED = CLAUSAL - {Dep.OPEN_CLAUSE} | {Dep.CONJUNCT, Dep.ROOT}


def clause(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """That-clauses and bare clauses after the cue or before it."""
    tokens = view.tokens
    t = cue.token
    if tokens[t].dep == Dep.ADVERBIAL and any(
        tokens[c].dep == Dep.MARKER and tokens[c].lower in view.words.prepositions.role for c in tokens[t].children
    ):
        yield from _as_clause(view, cue)
        return
    if _after_as(view, cue):
        sentence = view.sentence(t)
        yield Piece(Span(tokens[cue.last + 1].start, tokens[sentence.last - 1].end), "clause", sentence.root, None)
        return
    heads = [
        c
        for c in tokens[t].children
        if tokens[c].dep == Dep.COMPLEMENT or (tokens[c].dep == Dep.OPEN_CLAUSE and is_finite(view.parse, c))
    ]
    heads = [
        c
        for c in heads
        if not (tokens[c].tag == Tag.ING and view.child(c, Dep.SUBJECT, Dep.PASSIVE_SUBJECT, Dep.EXPLETIVE) is None)
    ]
    heads = heads or [
        c
        for c in view.parse.children(t, Dep.OPEN_CLAUSE)
        if tokens[c].tag == Tag.ING and any(is_finite(view.parse, g) for g in view.parse.children(c, Dep.COMPLEMENT))
    ]
    heads = [c for c in heads if not _of_noun(view, c, t)]
    if not heads:
        heads = _low(view, cue)
    addressee = addressee_of(view, cue, use)
    after = [c for c in heads if c > t]
    if after and not is_infinitive(view.parse, after[0]):
        for head, first, last in _parts(view, after, max(cue.last, t)):
            yield Piece(Span(tokens[first].start, tokens[last].end), "clause", head, addressee)
        return
    if after:
        return
    before = [c for c in heads if c < t]
    if before:
        yield from before_tag(view, cue, before[0], addressee)
    elif tokens[t].dep in TAGGED:
        yield from around_tag(view, cue, addressee)


def _after_as(view: View, cue: Cue) -> bool:
    """ "As the historian Anna Lee has noted, ...", whatever the parser made of it."""
    tokens = view.tokens
    sentence = view.sentence(cue.token)
    if (
        tokens[sentence.first].lower not in view.words.prepositions.role
        or not sentence.first < cue.token < sentence.first + 12
        or cue.last + 2 >= sentence.last
    ):
        return False
    between = tokens[sentence.first + 1 : cue.token]
    named = bool(between) and all(
        t.pos in {"NOUN", "PROPN", "DET", "ADJ", "AUX", "PRON", "ADV", "PART"} for t in between
    )
    return named and tokens[cue.last + 1].text == "," and cue.source is not None


def _of_noun(view: View, clause: int, verb: int) -> bool:
    """Whether a that-clause that the parser hung on a verb stands right behind the verb's object, a noun of saying."""
    tokens = view.tokens
    first = view.parse.subtree(clause)[0]
    before = tokens[first - 1]
    return (
        tokens[first].lower in view.words.that
        and before.head == verb
        and before.dep in Dep.OBJECTS
        and before.lemma in view.reporting.nouns
    )


def _as_clause(view: View, cue: Cue) -> Iterator[Piece]:
    """ "As X put it, S": the clause that the as-clause hangs on."""
    tokens = view.tokens
    head = tokens[cue.token].head
    own = view.parse.subtree(cue.token)
    whole = view.parse.subtree(head)
    if cue.source is None or len(own) > 25:
        return
    after = [i for i in whole if i > own[-1] and tokens[i].pos != "PUNCT"]
    before = [i for i in whole if i < own[0] and tokens[i].pos != "PUNCT"]
    side = after if head > own[-1] else before
    if side:
        yield Piece(
            Span(opening(view, tokens[side[0]].start, tokens[side[-1]].end), tokens[side[-1]].end), "clause", head
        )


def _low(view: View, cue: Cue) -> list[int]:
    """Clauses that the parser hung on an adverb, a date or an addressee of the cue ("said earlier that ...")."""
    tokens = view.tokens
    todo = [c for c in tokens[cue.token].children if c > cue.token and tokens[c].dep not in CLAUSAL | NO_CLAUSE]
    found, steps = [], 0
    while todo and steps < 30:
        steps += 1
        c = todo.pop(0)
        if tokens[c].pos == "NOUN" and tokens[c].lemma in view.reporting.nouns:
            continue
        for g in tokens[c].children:
            if tokens[g].dep in CLAUSAL and g > cue.token:
                first = view.parse.subtree(g)[0]
                if (
                    tokens[first].lower in view.words.that
                    and tokens[first].dep in OPENING
                    and tokens[first].tag == Tag.PREPOSITION
                ) or (tokens[g].dep == Dep.RELATIVE and _is_told(view, cue, c, g)):
                    found.append(g)
            elif tokens[g].dep in LOW:
                todo.append(g)
        if found:
            return found
    return found


def _is_told(view: View, cue: Cue, person: int, clause: int) -> bool:
    """A clause without "that" that was read as a relative clause of the person told ("told her son he worries ...")."""
    if not any(u.addressee for u in cue.uses) or view.tokens[person].dep not in Dep.RECEIVERS:
        return False
    subject = view.child(clause, Dep.SUBJECT)
    if subject is None or view.tokens[subject].tag in Tag.RELATIVE or not is_finite(view.parse, clause):
        return False
    return (
        view.child(clause, Dep.OBJECT, Dep.COMPLEMENT, Dep.PREDICATIVE, Dep.ATTRIBUTE, Dep.OPEN_CLAUSE, Dep.PREP)
        is not None
    )


def _parts(view: View, clauses: list[int], after: int) -> list[tuple[int, int, int]]:
    """The clauses after a cue, parted where coordinated that-clauses begin; (head, first, last) of each.

    Several clauses that one cue rules are one that the parser broke.
    """
    tokens = view.tokens
    head = clauses[0]
    inside = sorted({i for c in clauses for i in view.parse.subtree(c) if i > after})
    inside = _before_speaking_on(view, inside)
    if not inside:
        return []
    cuts, heads = [inside[0]], [head]
    if tokens[inside[0]].lower in view.words.that:
        for i in inside[1:]:
            # "and that", wherever the parser hung it
            if (
                tokens[i].lower in view.words.that
                and tokens[i].dep == Dep.MARKER
                and (tokens[i - 1].text == "," or tokens[i - 1].lower in view.words.joining)
            ):
                cuts.append(i)
                heads.append(tokens[i].head)
    out = []
    for n, first in enumerate(cuts):
        last = cuts[n + 1] - 1 if n + 1 < len(cuts) else inside[-1]
        while last > first and (tokens[last].text in {",", ";"} or tokens[last].lower in view.words.joining):
            last -= 1
        while first < last and (
            (tokens[first].lower in view.words.that and tokens[first].tag in {Tag.PREPOSITION, Tag.WHICH})
            or tokens[first].lower in {",", ":"}
        ):
            first += 1
        out.append((heads[n], first, last))
    return out


def _before_speaking_on(view: View, inside: list[int]) -> list[int]:
    """Cut a clause where its speaker goes on ("..., adding that", "... and calls it")."""
    for n, i in enumerate(inside):
        if n and speaking_on(view, i) is not None:
            while n > 1 and (
                view.tokens[inside[n - 1]].pos in {"CCONJ", "PUNCT", "ADV", "AUX"}
                or view.tokens[inside[n - 1]].dep == Dep.NEGATION
            ):
                n -= 1
            return inside[:n]
    return inside


def addressee_of(view: View, cue: Cue, use: Verb) -> int | None:
    """Who is told: the object of "tell", or of "to" after a verb of saying."""
    tokens = view.tokens
    if use.addressee:
        if passive(view.parse, cue.token):
            return view.child(cue.token, Dep.PASSIVE_SUBJECT)
        found = view.child(cue.token, Dep.OBJECT, Dep.RECIPIENT)
        return found if found is not None and tokens[found].pos in NOMINAL and found > cue.token else None
    if use.kind != "speech":
        return None
    for c in tokens[cue.token].children:
        if (
            tokens[c].lower in view.words.prepositions.goal
            and tokens[c].dep in {Dep.PREP, Dep.RECIPIENT}
            and c > cue.token
        ):
            return view.child(c, Dep.PREP_OBJECT)
    return None
