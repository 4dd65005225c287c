"""The span that is said, for each way in which a cue can hold it. All spans are untrimmed stretches of one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dateline.attribution.cues import Cue
from dateline.attribution.sources import is_passive, speaking_on
from dateline.attribution.view import View
from dateline.knowledge.reporting import Verb
from dateline.spans import Span

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "parataxis", "dep"})
QUESTION = frozenset({"whether", "if", "how", "why", "what", "who", "when", "where", "which", "whose"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that is said.

    Attributes:
        span: the stretch.
        form: the entry of ``takes`` that it came by.
        head: token that heads it, or None for quotations.
        addressee: token of the person who is told, or None.
    """

    span: Span
    form: str
    head: int | None = None
    addressee: int | None = None


def pieces(view: View, cue: Cue, use: Verb) -> list[Piece]:
    """What a verb's use takes as content, the first form that is there; within a quotation only what it holds."""
    found = _pieces(view, cue, use)
    holders = view.holders(view.tokens[cue.token].start)
    if holders and found:
        area = holders[-1].inner
        clipped = [replace(p, span=Span(max(p.span.start, area.start), min(p.span.end, area.end))) for p in found]
        found = [p for p in clipped if p.span.start < p.span.end]
    return found


def _pieces(view: View, cue: Cue, use: Verb) -> list[Piece]:
    passive = is_passive(view, cue.token)
    if passive:
        found = list(_passive(view, cue, use)) if "passive" in use.takes or cue.source else []
        if found or use.kind == "wish":
            return found
    for form in FORMS:
        if form in use.takes:
            found = list(FORMS[form](view, cue, use))
            if found:
                return found
    return []


def _clause(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """That-clauses and bare clauses after the cue or before it."""
    tokens = view.tokens
    t = cue.token
    if tokens[t].dep == "advcl" and any(tokens[c].dep == "mark" and tokens[c].lower == "as" for c in tokens[t].children):
        yield from _as_clause(view, cue)
        return
    if _after_as(view, cue):
        sentence = view.sentence(t)
        yield Piece(Span(tokens[cue.last + 1].start, tokens[sentence.last - 1].end), "clause", sentence.root, None)
        return
    heads = [c for c in tokens[t].children if tokens[c].dep == "ccomp" or (tokens[c].dep == "xcomp" and is_finite(view, c))]
    heads = [c for c in heads if not (tokens[c].tag == "VBG" and view.child(c, "nsubj", "nsubjpass", "expl") is None)]
    heads = heads or [c for c in view.parse.children(t, "xcomp") if tokens[c].tag == "VBG" and any(is_finite(view, g) for g in view.parse.children(c, "ccomp"))]
    heads = [c for c in heads if not _of_noun(view, c, t)]
    if not heads:
        heads = _low(view, cue)
    addressee = addressee_of(view, cue, use)
    after = [c for c in heads if c > t]
    if after and not _infinitive(view, after[0]):
        for head, first, last in _parts(view, after, max(cue.last, t)):
            yield Piece(Span(tokens[first].start, tokens[last].end), "clause", head, addressee)
        return
    if after:
        return
    before = [c for c in heads if c < t]
    if before:
        yield from _before(view, cue, before[0], addressee)
    elif tokens[t].dep in {"parataxis", "ccomp", "relcl", "advcl", "conj", "ROOT", "dep", "acl"}:
        yield from _inserted(view, cue, addressee)


def _after_as(view: View, cue: Cue) -> bool:
    """ "As the historian Anna Lee has noted, ...", whatever the parser made of it."""
    tokens = view.tokens
    sentence = view.sentence(cue.token)
    if tokens[sentence.first].lower != "as" or not sentence.first < cue.token < sentence.first + 12 or cue.last + 2 >= sentence.last:
        return False
    between = tokens[sentence.first + 1 : cue.token]
    named = bool(between) and all(t.pos in {"NOUN", "PROPN", "DET", "ADJ", "AUX", "PRON", "ADV", "PART"} for t in between)
    return named and tokens[cue.last + 1].text == "," and cue.source is not None


def _of_noun(view: View, clause: int, verb: int) -> bool:
    """Whether a that-clause that the parser hung on a verb stands right behind the verb's object, a noun of saying."""
    tokens = view.tokens
    first = view.parse.subtree(clause)[0]
    before = tokens[first - 1]
    return tokens[first].lower == "that" and before.head == verb and before.dep in {"dobj", "pobj"} and before.lemma in view.reporting.nouns


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
        yield Piece(Span(opening(view, tokens[side[0]].start, tokens[side[-1]].end), tokens[side[-1]].end), "clause", head)


def is_finite(view: View, verb: int) -> bool:
    """Whether a verb or its auxiliary is finite."""
    tokens = view.tokens
    if tokens[verb].tag in {"VBD", "VBP", "VBZ", "MD"}:
        return True
    return any(tokens[c].dep in {"aux", "auxpass", "cop"} and tokens[c].tag in {"VBD", "VBP", "VBZ", "MD"} for c in tokens[verb].children)


def _infinitive(view: View, verb: int) -> bool:
    return any(view.tokens[c].tag == "TO" and view.tokens[c].dep == "aux" for c in view.tokens[verb].children)


def _low(view: View, cue: Cue) -> list[int]:
    """Clauses that the parser hung on an adverb, a date or an addressee of the cue ("said earlier that ...")."""
    tokens = view.tokens
    todo = [c for c in tokens[cue.token].children if c > cue.token and tokens[c].dep not in CLAUSAL | {"conj", "nsubj", "cc", "punct"}]
    found, steps = [], 0
    while todo and steps < 30:
        steps += 1
        c = todo.pop(0)
        if tokens[c].pos == "NOUN" and tokens[c].lemma in view.reporting.nouns:
            continue
        for g in tokens[c].children:
            if tokens[g].dep in CLAUSAL and g > cue.token:
                first = view.parse.subtree(g)[0]
                if tokens[first].lower == "that" and tokens[first].dep in {"mark", "dobj", "nsubj", "det"} and tokens[first].tag == "IN":
                    found.append(g)
                elif tokens[g].dep == "relcl" and _is_told(view, cue, c, g):
                    found.append(g)
            elif tokens[g].dep in {"prep", "pobj", "npadvmod", "advmod", "appos", "compound", "nmod"}:
                todo.append(g)
        if found:
            return found
    return found


def _is_told(view: View, cue: Cue, person: int, clause: int) -> bool:
    """A clause without "that" that the parser took for a relative clause of the person told ("told her son he worries ...")."""
    if not any(u.addressee for u in cue.uses) or view.tokens[person].dep not in {"dobj", "dative"}:
        return False
    subject = view.child(clause, "nsubj")
    if subject is None or view.tokens[subject].tag in {"WP", "WDT"} or not is_finite(view, clause):
        return False
    return view.child(clause, "dobj", "ccomp", "acomp", "attr", "xcomp", "prep") is not None


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
    if tokens[inside[0]].lower == "that":
        for i in inside[1:]:
            # "and that", wherever the parser hung it
            if tokens[i].lower == "that" and tokens[i].dep == "mark" and tokens[i - 1].lower in {"and", "or", "but", ","}:
                cuts.append(i)
                heads.append(tokens[i].head)
    out = []
    for n, first in enumerate(cuts):
        last = cuts[n + 1] - 1 if n + 1 < len(cuts) else inside[-1]
        while last > first and tokens[last].lower in {"and", "or", ",", "but", ";"}:
            last -= 1
        while first < last and (tokens[first].lower == "that" and tokens[first].tag in {"IN", "WDT"} or tokens[first].lower in {",", ":"}):
            first += 1
        out.append((heads[n], first, last))
    return out


def _before_speaking_on(view: View, inside: list[int]) -> list[int]:
    """Cut a clause where its speaker goes on ("..., adding that", "... and calls it")."""
    for n, i in enumerate(inside):
        if n and speaking_on(view, i) is not None:
            while n > 1 and (view.tokens[inside[n - 1]].pos in {"CCONJ", "PUNCT", "ADV", "AUX"} or view.tokens[inside[n - 1]].dep == "neg"):
                n -= 1
            return inside[:n]
    return inside


def addressee_of(view: View, cue: Cue, use: Verb) -> int | None:
    """Who is told: the object of "tell", or of "to" after a verb of saying."""
    tokens = view.tokens
    if use.addressee:
        if is_passive(view, cue.token):
            return view.child(cue.token, "nsubjpass")
        found = view.child(cue.token, "dobj", "dative")
        return found if found is not None and tokens[found].pos in NOMINAL and found > cue.token else None
    if use.kind != "speech":
        return None
    for c in tokens[cue.token].children:
        if tokens[c].lower == "to" and tokens[c].dep in {"prep", "dative"} and c > cue.token:
            return view.child(c, "pobj")
    return None


def tag_start(view: View, cue: Cue) -> int:
    """First token of the speaker's tag: the speaker or the cue, whichever comes first, with adverbs beside them."""
    first = cue.token
    if cue.source and cue.source.own and cue.source.span.start < view.tokens[cue.token].start:
        first = view.parse.token_at(cue.source.span.start)
    while first > 0 and view.tokens[first - 1].dep in {"aux", "auxpass", "neg"} and view.tokens[first - 1].head == cue.token:
        first -= 1
    return first


def tag_end(view: View, cue: Cue) -> int:
    """Offset of the end of the speaker's tag."""
    end = view.tokens[cue.last].end
    if cue.source and cue.source.own and cue.source.span.start >= end:
        end = cue.source.span.end
    return end


def opening(view: View, start: int, end: int) -> int:
    """Skip words that open a sentence without belonging to what is said ("But", "Meanwhile,")."""
    openers = view.reporting.words["openers"]
    while True:
        word = re.compile(r"\s*([A-Za-z]+),?\s+").match(view.text, start, end)
        if not word or word[1].lower() not in openers or not word[1][0].isupper():
            return start
        start = word.end()


def _before(view: View, cue: Cue, head: int, addressee: int | None) -> Iterator[Piece]:
    """ "S, said X": from the beginning of the clause to the tag."""
    tokens = view.tokens
    stop = tag_start(view, cue)
    inside = [i for i in view.parse.subtree(head) if i < stop]
    if not inside or view.text[tokens[stop - 1].end - 1 : tokens[stop - 1].end] not in tuple(",\"”'’?!—–-"):
        return
    start = opening(view, tokens[inside[0]].start, tokens[stop].start)
    yield Piece(Span(start, tokens[stop].start), "clause", head, addressee)
    rest = [i for i in view.parse.subtree(head) if i > cue.last and tokens[i].start >= tag_end(view, cue)]
    rest_run = _run_from(view, cue, rest)
    if rest_run is not None and tokens[rest_run.start].text == ",":
        yield rest_run_piece(view, rest_run, head, addressee)


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    last: int


def _run_from(view: View, cue: Cue, rest: list[int]) -> _Run | None:
    """The tokens of a clause behind an inserted tag, from its comma on."""
    if not rest:
        return None
    after = view.parse.token_at(tag_end(view, cue) - 1) + 1
    start = rest[0]
    if start > after and view.tokens[start - 1].text == ",":
        start -= 1
    return _Run(start, rest[-1])


def rest_run_piece(view: View, run: _Run, head: int, addressee: int | None) -> Piece:
    """The second piece of a clause that a tag parts."""
    return Piece(Span(view.tokens[run.start].start, view.tokens[run.last].end), "clause", head, addressee)


def _inserted(view: View, cue: Cue, addressee: int | None) -> Iterator[Piece]:
    """ "A, he said, B": a tag between commas, or before the sentence's end, that holds no clause of its own."""
    tokens = view.tokens
    if cue.source is None or not cue.source.own or all(u.kind != "speech" or "clause" not in u.takes for u in cue.uses):
        return
    if not is_finite(view, cue.token):
        return
    sentence = view.sentence(cue.token)
    first = tag_start(view, cue)
    if first <= sentence.first or tokens[first - 1].text not in {",", "—", "–", '"', "”", "--"}:
        return
    end = tag_end(view, cue)
    following = view.parse.token_at(end - 1) + 1
    # adverbs and dates of the tag
    while following < sentence.last and tokens[following].text not in {",", ".", "—", "–", "--", '"', "“", ";"} and cue.token in (
        tokens[following].head, tokens[tokens[following].head].head
    ):  # fmt: skip
        following += 1
    if view.child(cue.token, "dobj", "attr", "acomp") is not None and not any(u.addressee for u in cue.uses):
        return
    closes = following >= sentence.last or tokens[following].text in {",", ".", "—", "–", "--", ";", '"', "”", "“"}
    if not closes:
        return
    start = _clause_start(view, cue, first, sentence.first)
    goes_on = following < sentence.last - 1 and tokens[following].text in {",", "—", "–", "--"}
    if not goes_on and not any(is_finite(view, i) for i in range(start, first) if tokens[i].pos in {"VERB", "AUX"}):
        return
    if tokens[start].lower in {"as", "after", "before", "while", "when", "if", "although", "though", "asked"} and not goes_on:
        return
    yield Piece(Span(opening(view, tokens[start].start, tokens[first].start), tokens[first - 1].end), "clause", tokens[cue.token].head, addressee)
    if goes_on:
        nxt = following + 1
        if not (tokens[nxt].tag == "VBG" and tokens[nxt].head == cue.token) and tokens[nxt].lower not in {"and", "but", "while", "who"}:
            yield Piece(Span(tokens[nxt].start, tokens[sentence.last - 1].end), "clause", tokens[cue.token].head, addressee)


def _clause_start(view: View, cue: Cue, first: int, floor: int) -> int:
    """Where the clause begins into which a tag is inserted: at a relative pronoun that the rest needs, or at the sentence."""
    tokens = view.tokens
    if first - 2 >= floor and tokens[first - 2].tag in {"WDT", "WP"}:
        return first - 2
    head = tokens[cue.token].head
    if head != cue.token and tokens[cue.token].dep in {"parataxis", "ccomp", "advcl"}:
        return max(view.parse.subtree(head)[0], floor)
    return floor


def _to(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """ "promised to leave" """
    for c in view.parse.children(cue.token, "xcomp"):
        if c > cue.token and _infinitive(view, c) and view.child(c, "nsubj") is None:
            yield _subtree(view, c, "to", cue.last)
            return


def _objto(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """ "urged the union to return": the person asked and the infinitive."""
    tokens = view.tokens
    t = cue.token
    heads = [c for c in tokens[t].children if c > t and tokens[c].dep in {"xcomp", "ccomp", "advcl"} and _infinitive(view, c)]
    if not heads and cue.last != t:
        heads = [g for c in tokens[cue.last].children for g in (c, *tokens[c].children) if _infinitive(view, g)]
    if not heads:
        return
    head = heads[0]
    subject = view.child(head, "nsubj", "nsubjpass")
    person = view.child(t, "dobj", "dative") if cue.last == t else view.child(cue.last, "pobj")
    person = subject if subject is not None else person
    if person is None or person < t:
        return
    first = max(view.parse.subtree(person)[0], cue.last + 1)
    last = view.parse.subtree(head)[-1]
    told = person if use.addressee else None
    yield Piece(Span(tokens[first].start, tokens[last].end), "objto", head, told)


def _ing(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    for c in view.parse.children(cue.token, "xcomp", "dobj"):
        if c > cue.token and view.tokens[c].tag == "VBG":
            yield _subtree(view, c, "ing", cue.last)
            return


def _object(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    for c in view.parse.children(cue.token, "dobj"):
        token = view.tokens[c]
        if c > cue.token and token.pos in NOMINAL and token.tag not in {"WP", "WDT"}:
            if use.said_only and not _is_said(view, c):
                return
            yield _subtree(view, c, "object", cue.token)
            return


def _is_said(view: View, head: int) -> bool:
    token = view.tokens[head]
    return token.lemma in view.reporting.words["said-things"] or token.lemma in view.reporting.nouns


def tells(view: View, span: Span) -> bool:
    """Whether a noun phrase tells something: it holds a finite verb, a quotation or a noun of saying."""
    first, last = view.parse.token_at(span.start), view.parse.token_at(span.end - 1)
    if view.quotes_between(span.start - 1, span.end):
        return True
    return any(t.tag in {"VBD", "VBZ", "VBP", "MD"} or t.lemma in view.reporting.words["said-things"] for t in view.tokens[first : last + 1])


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
    for c in view.parse.children(cue.token, "xcomp", "advcl", "ccomp", "prep"):
        if inside and c == inside[-1] + 1 and tokens[c].lower in {"over", "against", "between", "with", "about", "from", "for", "to", "among"}:
            inside += view.parse.subtree(c)
        if inside and tokens[last].lower == "for" and c > inside[-1] and _infinitive(view, c) and tokens[view.parse.subtree(c)[0]].i == inside[-1] + 1:
            inside += view.parse.subtree(c)
    if inside:
        yield Piece(Span(tokens[inside[0]].start, tokens[inside[-1]].end), "rest", tokens[inside[0]].i)


def _small(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """ "called the plan a mistake", "described it as dull": a thing and what it is called."""
    tokens = view.tokens
    t = cue.token
    kids = [c for c in tokens[t].children if c > cue.last or (cue.last > t and c == cue.last)]
    thing = next((c for c in kids if tokens[c].dep in {"dobj", "nsubj"} and tokens[c].pos in NOMINAL and c > t), None)
    if cue.last > t:
        thing = view.child(cue.last, "pobj")
    predicate = next((c for c in kids if tokens[c].dep in {"oprd", "acomp"}), None)
    if predicate is None:
        predicate = next((c for c in kids if tokens[c].dep == "prep" and tokens[c].lower == "as" and tokens[c].children), None)
    if predicate is None:
        predicate = next((c for c in kids if tokens[c].dep in {"ccomp", "xcomp"} and _verbless(view, c)), None)
    if predicate is None and thing is not None:
        predicate = next((g for g in tokens[thing].children if g > thing and tokens[g].pos == "ADJ" and tokens[g].dep in {"acl", "amod"}), None)
    if predicate is None and thing is not None:
        predicate = next((g for g in tokens[thing].children if tokens[g].dep == "prep" and tokens[g].lower == "as"), None)
        inner = next((q for q in view.quotes_between(tokens[thing].start, tokens[t].end + 150)), None)
        if predicate is None and inner is not None and tokens[t].lemma == "call" and view.parse.subtree(t)[-1] > 0:
            if tokens[thing].start < inner.span.start < tokens[view.sentence(t).last - 1].end:
                predicate = view.parse.token_at(inner.inner.end - 1)
    if predicate is None:
        return
    if thing is None:
        first = view.parse.subtree(predicate)[0]
        if tokens[predicate].dep not in {"ccomp", "xcomp"}:
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
    """A small clause: an adjective, noun or bare participle with a subject and no auxiliary ("found the strike justified")."""
    token = view.tokens[head]
    if view.child(head, "aux", "auxpass", "mark") is not None:
        return False
    return token.pos in {"ADJ", "NOUN", "PROPN"} or (token.pos == "VERB" and token.tag in {"VBN", "VBD"} and view.child(head, "nsubj", "nsubjpass") is not None
                                                     and view.child(head, "dobj") is None)  # fmt: skip


def _charge(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """ "accused X of doing": the charge."""
    tokens = view.tokens
    t = cue.token
    wanted = {"of"} if tokens[t].lemma in {"accuse", "suspect", "convict"} else {"for", "over"}
    if tokens[t].lemma in {"charge"}:
        wanted = {"with"}
    sentence = view.sentence(t)
    inside = set(view.parse.subtree(t))
    preps = [j for j in range(t + 1, sentence.last) if j in inside and tokens[j].lower in wanted and tokens[j].dep == "prep" and _nearest_verb(view, j) == t]
    # the last one that rules a gerund is the charge, however the parser hung it
    gerunds = [j for j in preps if any(tokens[c].tag == "VBG" for c in tokens[j].children)]
    direct = [j for j in preps if tokens[j].head == t]
    choice = gerunds[:1] or direct[:1] or preps[:1]
    if not choice:
        return
    prep = choice[0]
    children = [c for c in tokens[prep].children if c > prep]
    if children:
        last = view.parse.subtree(children[0])[-1]
        person = view.child(t, "dobj")
        first = prep + 1
        if tokens[children[0]].tag != "VBG" and person is not None and t < person < prep:
            first = max(view.parse.subtree(person)[0], t + 1)
        yield Piece(Span(tokens[first].start, tokens[last].end), "charge", children[0])


def _nearest_verb(view: View, token: int) -> int | None:
    """The first verb above a token."""
    return next((a for a in view.parse.ancestors(token) if view.tokens[a].pos == "VERB"), None)


def _passive(view: View, cue: Cue, use: Verb) -> Iterator[Piece]:
    """ "it was reported that S", "X is said to have left", "X was called a fool by Y"."""
    tokens = view.tokens
    t = cue.token
    subject = view.child(t, "nsubjpass")
    if "clause" in use.takes:
        finite = [p for p in _clause(view, cue, use)]
        if finite:
            yield from finite
            return
    head = next((c for c in view.parse.children(t, "xcomp", "ccomp", "advcl") if c > t and _infinitive(view, c)), None)
    if head is not None and subject is not None and ("clause" in use.takes or ("objto" in use.takes and cue.source is not None)) and tokens[subject].tag not in {"WP", "WDT"}:
        first, last = view.parse.subtree(subject)[0], view.parse.subtree(head)[-1]
        yield Piece(Span(tokens[first].start, tokens[last].end), "passive", head)
    elif head is not None and use.takes & {"clause", "objto"} and cue.source is not None:
        yield _subtree(view, head, "passive", cue.last)
    elif "charge" in use.takes:
        yield from _charge(view, cue, use)
    elif use.takes & {"object", "small"} and cue.source is not None and subject is not None and tokens[subject].tag not in {"WP", "WDT"}:
        if use.said_only and not _is_said(view, subject):
            return
        predicate = next((c for c in tokens[t].children if c > t and (tokens[c].dep == "oprd" or tokens[c].lower == "as")), None)
        if "small" in use.takes and predicate is None:
            return
        first, last = view.parse.subtree(subject)[0], view.parse.subtree(subject)[-1]
        if predicate is not None:
            last = view.parse.subtree(predicate)[-1]
        yield Piece(Span(tokens[first].start, tokens[last].end), "passive", subject)


def _subtree(view: View, head: int, form: str, after: int) -> Piece:
    inside = [i for i in view.parse.subtree(head) if i > after]
    return Piece(Span(view.tokens[inside[0]].start, view.tokens[inside[-1]].end), form, head)


FORMS: dict[str, Callable[[View, Cue, Verb], Iterator[Piece]]] = {
    "clause": _clause, "objto": _objto, "to": _to, "ing": _ing, "small": _small, "charge": _charge, "object": _object, "rest": _rest,
}  # fmt: skip
