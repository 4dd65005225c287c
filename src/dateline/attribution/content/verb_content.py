"""The span that is said, for each way in which a verb can hold it. All spans are untrimmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from dateline.attribution.content.answered import before_answer
from dateline.attribution.content.clauses import clause
from dateline.attribution.parts.cue import Cue
from dateline.attribution.parts.pieces import NOMINAL, Piece, is_said, subtree_piece
from dateline.attribution.view import View
from dateline.knowledge.lexicon.reporting import Verb
from dateline.language.grammar.verb_forms import is_infinitive
from dateline.language.grammar.voice import passive
from dateline.language.labels import Dep, Tag
from dateline.spans import Span


def pieces(view: View, cue: Cue, use: Verb) -> list[Piece]:
    """What a verb's use takes as content, the first form that is there; within a quotation only what it holds."""
    found = _pieces(view, cue, use)
    holders = view.holders(view.tokens[cue.token].start)
    if holders and found:
        area = holders[-1].inner
        clipped = [replace(p, span=Span(max(p.span.start, area.start), min(p.span.end, area.end))) for p in found]
        found = [p for p in clipped if p.span.start < p.span.end]
    return [before_answer(view, p) for p in found]


def _pieces(view: View, cue: Cue, use: Verb) -> list[Piece]:
    """What a verb's use says is said, by the first of its forms that is there."""
    if passive(view.parse, cue.token):
        found = list(_passive(view, cue, use)) if "passive" in use.takes or cue.source else []
        if found or use.kind == "wish":
            return found
    for form in FORMS:
        if form in use.takes:
            found = list(FORMS[form](view, cue, use))
            if found:
                return found
    return []


def infinitive(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """ "promised to leave" """
    for c in view.parse.children(cue.token, Dep.OPEN_CLAUSE):
        if c > cue.token and is_infinitive(view.parse, c) and view.child(c, Dep.SUBJECT) is None:
            yield subtree_piece(view, c, "to", cue.last)
            return


def _objto(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """ "urged the union to return": the person asked and the infinitive."""
    tokens = view.tokens
    t = cue.token
    heads = [
        c for c in tokens[t].children if c > t and tokens[c].dep in Dep.CLAUSES_OF_VERB and is_infinitive(view.parse, c)
    ]
    if not heads and cue.last != t:
        heads = [g for c in tokens[cue.last].children for g in (c, *tokens[c].children) if is_infinitive(view.parse, g)]
    if not heads:
        return
    head = heads[0]
    subject = view.child(head, Dep.SUBJECT, Dep.PASSIVE_SUBJECT)
    person = view.child(t, Dep.OBJECT, Dep.RECIPIENT) if cue.last == t else view.child(cue.last, Dep.PREP_OBJECT)
    person = subject if subject is not None else person
    if person is None or person < t:
        return
    first = max(view.parse.subtree(person)[0], cue.last + 1)
    last = view.parse.subtree(head)[-1]
    told = person if use.addressee else None
    yield Piece(Span(tokens[first].start, tokens[last].end), "objto", head, told)


def _ing(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    for c in view.parse.children(cue.token, Dep.OPEN_CLAUSE, Dep.OBJECT):
        if c > cue.token and view.tokens[c].tag == Tag.ING:
            yield subtree_piece(view, c, "ing", cue.last)
            return


def _object(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """A noun behind the verb as what is said."""
    for c in view.parse.children(cue.token, Dep.OBJECT):
        token = view.tokens[c]
        if c > cue.token and token.pos in NOMINAL and token.tag not in Tag.RELATIVE:
            if use.said_only and not is_said(view, c):
                return
            piece = subtree_piece(view, c, "object", cue.token)
            deed = next(
                (p for p in view.parse.children(cue.token, Dep.PREP) if p > c and view.tokens[p].lower == "for"), None
            )
            if token.lemma in view.reporting.words["claimed"] and deed is not None:
                last = view.parse.subtree(deed)[-1]
                piece = replace(piece, span=Span(piece.span.start, max(piece.span.end, view.tokens[last].end)))
            yield piece
            return


def _rest(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """ "called for talks": what follows the entry's last word."""
    if cue.last == cue.token:
        return
    tokens = view.tokens
    last = cue.last
    inside = [i for c in tokens[last].children if c > last for i in view.parse.subtree(c)]
    head = tokens[last].head
    if not inside and head > last:
        # "for" read as the mark of an infinitive clause
        inside = [i for i in view.parse.subtree(head) if i > last]
    for c in view.parse.children(cue.token, Dep.OPEN_CLAUSE, Dep.ADVERBIAL, Dep.COMPLEMENT, Dep.PREP):
        if (
            inside
            and c == inside[-1] + 1
            and tokens[c].lower in {"over", "against", "between", "with", "about", "from", "for", "to", "among"}
        ):
            inside += view.parse.subtree(c)
        if (
            inside
            and tokens[last].lower == "for"
            and c > inside[-1]
            and is_infinitive(view.parse, c)
            and tokens[view.parse.subtree(c)[0]].i == inside[-1] + 1
        ):
            inside += view.parse.subtree(c)
    if inside:
        yield Piece(Span(tokens[inside[0]].start, tokens[inside[-1]].end), "rest", tokens[inside[0]].i)


def _small(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """ "called the plan a mistake", "described it as dull": a thing and what it is called."""
    tokens = view.tokens
    t = cue.token
    kids = [c for c in tokens[t].children if c > cue.last or (cue.last > t and c == cue.last)]
    thing = next(
        (c for c in kids if tokens[c].dep in {Dep.OBJECT, Dep.SUBJECT} and tokens[c].pos in NOMINAL and c > t), None
    )
    if cue.last > t:
        thing = view.child(cue.last, Dep.PREP_OBJECT)
    predicate = next((c for c in kids if tokens[c].dep in {Dep.OBJECT_ATTRIBUTE, Dep.PREDICATIVE}), None)
    if predicate is None:
        predicate = next(
            (
                c
                for c in kids
                if tokens[c].dep == Dep.PREP and tokens[c].lower in view.words.prepositions.role and tokens[c].children
            ),
            None,
        )
    if predicate is None:
        predicate = next((c for c in kids if tokens[c].dep in Dep.COMPLEMENTS and _verbless(view, c)), None)
    if predicate is None and thing is not None:
        predicate = next(
            (
                g
                for g in tokens[thing].children
                if g > thing and tokens[g].pos == "ADJ" and tokens[g].dep in Dep.PARTICIPIAL
            ),
            None,
        )
    if predicate is None and thing is not None:
        predicate = next(
            (
                g
                for g in tokens[thing].children
                if tokens[g].dep == Dep.PREP and tokens[g].lower in view.words.prepositions.role
            ),
            None,
        )
        inner = next((q for q in view.quotes_between(tokens[thing].start, tokens[t].end + 150)), None)
        called = predicate is None and tokens[t].lemma in view.reporting.words["calling"]
        if called and inner and tokens[thing].start < inner.span.start < tokens[view.sentence(t).last - 1].end:
            predicate = view.parse.token_at(inner.inner.end - 1)
    if predicate is None:
        return
    if thing is None:
        first = view.parse.subtree(predicate)[0]
        if tokens[predicate].dep not in Dep.COMPLEMENTS:
            return
    else:
        first = view.parse.subtree(thing)[0]
    last = max(view.parse.subtree(predicate)[-1], predicate)
    first = max(first, t + 1)
    end = tokens[last].end
    named = [q for q in view.holders(tokens[predicate].start) if q.span.start > tokens[t].start and q.span.end < end]
    if last > first:
        yield Piece(Span(tokens[first].start, named[0].span.end if named else end), "small", predicate)


def _verbless(view: View, head: int) -> bool:
    """A small clause: an adjective, noun or bare participle with a subject ("found the strike justified")."""
    token = view.tokens[head]
    if view.child(head, Dep.AUXILIARY, Dep.PASSIVE_AUXILIARY, Dep.MARKER) is not None:
        return False
    if token.pos in {"ADJ", "NOUN", "PROPN"}:
        return True
    participle = token.pos == "VERB" and token.tag in Tag.PAST_FORMS and view.child(head, Dep.OBJECT) is None
    return participle and view.child(head, Dep.SUBJECT, Dep.PASSIVE_SUBJECT) is not None


def _charge(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """ "accused X of doing": the charge."""
    tokens = view.tokens
    t = cue.token
    wanted = {"of"} if tokens[t].lemma in view.reporting.words["charging-of"] else {"for", "over"}
    if tokens[t].lemma in view.reporting.words["charging-with"]:
        wanted = {"with"}
    sentence = view.sentence(t)
    inside = set(view.parse.subtree(t))
    preps = [
        j
        for j in range(t + 1, sentence.last)
        if j in inside and tokens[j].lower in wanted and tokens[j].dep == Dep.PREP and _nearest_verb(view, j) == t
    ]
    # the last one that rules a gerund is the charge, however the parser hung it
    gerunds = [j for j in preps if any(tokens[c].tag == Tag.ING for c in tokens[j].children)]
    direct = [j for j in preps if tokens[j].head == t]
    choice = gerunds[:1] or direct[:1] or preps[:1]
    if not choice:
        return
    prep = choice[0]
    children = [c for c in tokens[prep].children if c > prep]
    if children:
        last = view.parse.subtree(children[0])[-1]
        person = view.child(t, Dep.OBJECT)
        first = prep + 1
        if tokens[children[0]].tag != Tag.ING and person is not None and t < person < prep:
            first = max(view.parse.subtree(person)[0], t + 1)
        yield Piece(Span(tokens[first].start, tokens[last].end), "charge", children[0])


def _nearest_verb(view: View, token: int) -> int | None:
    """The first verb above a token."""
    return next((a for a in view.parse.ancestors(token) if view.tokens[a].pos == "VERB"), None)


def _passive(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """ "it was reported that S", "X is said to have left", "X was called a fool by Y"."""
    tokens = view.tokens
    t = cue.token
    subject = view.child(t, Dep.PASSIVE_SUBJECT)
    if "clause" in use.takes:
        finite = list(clause(view, cue, use))
        if finite:
            yield from finite
            return
    head = next(
        (
            c
            for c in view.parse.children(t, Dep.OPEN_CLAUSE, Dep.COMPLEMENT, Dep.ADVERBIAL)
            if c > t and is_infinitive(view.parse, c)
        ),
        None,
    )
    if (
        head is not None
        and subject is not None
        and ("clause" in use.takes or ("objto" in use.takes and cue.source is not None))
        and tokens[subject].tag not in Tag.RELATIVE
    ):
        first, last = view.parse.subtree(subject)[0], view.parse.subtree(head)[-1]
        yield Piece(Span(tokens[first].start, tokens[last].end), "passive", head)
    elif head is not None and use.takes & {"clause", "objto"} and cue.source is not None:
        yield subtree_piece(view, head, "passive", cue.last)
    elif "charge" in use.takes:
        yield from _charge(view, cue, use)
    elif (
        use.takes & {"object", "small"}
        and cue.source is not None
        and subject is not None
        and tokens[subject].tag not in Tag.RELATIVE
    ):
        if use.said_only and not is_said(view, subject):
            return
        predicate = next(
            (
                c
                for c in tokens[t].children
                if c > t and (tokens[c].dep == Dep.OBJECT_ATTRIBUTE or tokens[c].lower in view.words.prepositions.role)
            ),
            None,
        )
        if "small" in use.takes and predicate is None:
            return
        first, last = view.parse.subtree(subject)[0], view.parse.subtree(subject)[-1]
        if predicate is not None:
            last = view.parse.subtree(predicate)[-1]
        yield Piece(Span(tokens[first].start, tokens[last].end), "passive", subject)


FORMS: dict[str, Callable[[View, Cue, Verb], Iterator[Piece]]] = {
    "clause": clause,
    "objto": _objto,
    "to": infinitive,
    "ing": _ing,
    "small": _small,
    "charge": _charge,
    "object": _object,
    "rest": _rest,
}
