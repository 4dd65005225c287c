"""Raw attributions: one a cue and piece, before chains are put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.attribution.content import Piece, addressee_of, is_finite, opening, pieces
from dateline.attribution.cues import Cue, cue_span
from dateline.attribution.sources import Source, agent_of, is_passive, noun_source, source_of
from dateline.attribution.speech import quoted_pieces
from dateline.attribution.view import View
from dateline.knowledge.reporting import Verb
from dateline.spans import Span


@dataclass(frozen=True, slots=True)
class Said:
    """Who says what by one cue.

    Attributes:
        content: trimmed span.
        source: the speaker, or None where nobody is named.
        cue: span of the cue, None for a quotation that goes on without one.
        token: token of the cue.
        rule: id of the knowledge entry.
        form: entry of ``takes`` that the content came by; ``phrase``, ``noun`` or ``goes-on`` for others.
        stance: of the cue.
        head: token that heads the content, or None.
        addressee: token of who is told.
        outer: who quotes the source, with the cue ("Tasnim quoted X as saying").
    """

    content: Span
    source: Source | None
    cue: Span | None
    token: int
    rule: str
    form: str
    stance: str = "asserts"
    head: int | None = None
    addressee: int | None = None
    outer: tuple[Source, Span] | None = None


def from_verb(view: View, cue: Cue) -> list[Said]:
    """What a reporting verb says."""
    source, outer = cue.source, None
    quoting = _quoting(view, cue.token)
    if quoting is not None:
        source, outer = quoting
    elif source is not None:
        cited = _citing(view, cue)
        if cited is not None:
            source, outer = cited, (source, cue_span(view, cue))
    if source is None and not is_passive(view, cue.token):
        return []
    if source is not None and _quoted_self(view, cue, source):
        return []
    contents = _contents(view, cue)
    return [_said(view, cue, use, piece, source, outer) for use, piece in contents if _may(view, cue, use, piece, source)]


MINDS = frozenset({"belief", "wish"})
EVALUATIONS = frozenset({"object", "rest"})


def _may(view: View, cue: Cue, use: Verb, piece: Piece, source: Source | None) -> bool:
    """Whether a source can do what a use says: believing, wanting and judging take somebody, saying may take a letter."""
    if source is None or piece.form == "quote":
        return True
    negated = view.child(cue.token, "neg") is not None
    if use.kind == "speech" and negated and view.tokens[view.parse.token_at(piece.span.start)].tag in {"WP", "WRB", "WDT"}:
        return False
    if use.kind in MINDS or piece.form in EVALUATIONS:
        if source.span.of(view.text).lower() in view.reporting.words["anybody"] and view.tokens[source.head].text == source.span.of(view.text):
            return False
        mention = view.mention_of(source.head, source.span)
        return (mention is not None and view.mentions.entity(mention).is_actor) or not is_thing(view, source.head)
    return True


ABSTRACT = ("ment", "tion", "sion", "ness", "ity", "ism", "ance", "ence", "ing", "ship", "ure", "age", "acy")


def is_thing(view: View, head: int) -> bool:
    """Whether a word for something that isn't known to be an actor names what has no mind."""
    token = view.tokens[head]
    if token.pos != "NOUN":
        return token.lower in {"it", "which", "that", "this"}
    return token.lemma in view.reporting.words["no-minds"] or token.lemma.endswith(ABSTRACT)


def _contents(view: View, cue: Cue) -> list[tuple[Verb, Piece]]:
    """Quotations beside a verb first, then the first use of it that finds its content."""
    direct: list[Piece] = []
    quoter = next((u for u in cue.uses if "quote" in u.takes), None)
    if quoter is not None:
        direct = quoted_pieces(view, cue)
    told = next((a for u in cue.uses if u.addressee or u is quoter for a in [addressee_of(view, cue, u)] if a is not None), None)
    direct = [replace(p, addressee=told) for p in direct]
    found = [(quoter, p) for p in direct if quoter]
    for use in cue.uses:
        indirect = [p for p in pieces(view, cue, use) if not any(p.span.touches(d.span) for d in direct)]
        if direct and all(p.form != "clause" for p in indirect):
            continue
        if indirect:
            return found + [(use, p) for p in indirect]
    return found


def _quoted_self(view: View, cue: Cue, source: Source) -> bool:
    """Whether somebody who is quoted speaks of their own speaking ("we say that ..."): the quotation is theirs already."""
    text = source.span.of(view.text).lower()
    return text in view.reporting.words["first-person"] and bool(view.holders(view.tokens[cue.token].start))


def _said(view: View, cue: Cue, use: Verb, piece: Piece, source: Source | None, outer: tuple[Source, Span] | None) -> Said:
    content = view.trim(_whole_quotes(view, piece, cue))
    return Said(content, source, cue_span(view, cue), cue.token, use.id, piece.form, use.stance, piece.head, piece.addressee, outer)


def _whole_quotes(view: View, piece: Piece, cue: Cue) -> Span:
    """Let a content that breaks off inside a quotation run to its end."""
    span = piece.span
    for q in view.holders(span.start + 1):
        if q.span.start >= view.tokens[cue.last].end and span.start - q.span.start <= 2 and q.span.end > span.end:
            return q.span
    cue_at = view.tokens[cue.token].start
    for q in view.holders(max(span.end - 1, span.start)):
        inside_too = q.span.start <= cue_at < q.span.end
        if not inside_too and span.start <= q.span.start and q.span.end > span.end and not q.span.start <= cue_at < q.span.end:
            return Span(span.start, q.span.end)
    return span


def _quoting(view: View, token: int) -> tuple[Source, tuple[Source, Span] | None] | None:
    """ "Tasnim quoted the minister as saying": the minister, and Tasnim around him."""
    tokens = view.tokens
    as_ = tokens[token].head
    if tokens[token].dep != "pcomp" or tokens[as_].lower != "as":
        return None
    sentence = view.sentence(token)
    verb = tokens[as_].head
    for _ in range(6):
        if any("quoted" in u.takes for u in view.reporting.verbs.get(tokens[verb].lemma, ())) and tokens[verb].pos == "VERB":
            break
        if tokens[verb].head == verb:
            return None
        verb = tokens[verb].head
    else:
        return None
    span = tokens[verb].span
    if is_passive(view, verb):
        quoter = agent_of(view, verb)
        inner = view.child(verb, "nsubjpass")
        if inner is None and tokens[verb].dep in {"acl", "relcl"}:
            inner = tokens[verb].head
        if inner is None:
            return None
        return noun_source(view, inner), (quoter, span) if quoter else None
    quoter = source_of(view, verb)
    inner = view.child(verb, "dobj")
    if inner is None:
        inner = next((i for i in range(verb + 1, min(as_, sentence.last)) if tokens[i].dep in {"nsubj", "dobj", "pobj"}), None)
    if inner is None:
        return None
    source = noun_source(view, inner)
    if source.span.end > tokens[as_].start:
        source = Source(inner, view.trim(Span(source.span.start, tokens[as_].start)), True)
    return source, (quoter, span) if quoter else None


def _citing(view: View, cue: Cue) -> Source | None:
    """ "Reuters, citing two officials, reported": the officials."""
    tokens = view.tokens
    near = [*tokens[cue.token].children, *(g for c in tokens[cue.token].children if tokens[c].dep in {"ccomp", "nsubj"} for g in tokens[c].children)]
    for c in near:
        if tokens[c].tag == "VBG" and tokens[c].lower in view.reporting.words["citing"] and tokens[c].dep in {"advcl", "acl", "ccomp"}:
            head = view.child(c, "dobj")
            if head is not None and (_is_actor(view, head) or tokens[head].lemma in view.reporting.words["cited"]):
                return noun_source(view, head)
    return None


def _is_actor(view: View, head: int) -> bool:
    mention = view.mentions.at(head)
    return mention is not None and view.mentions.entity(mention).is_actor


def from_noun(view: View, cue: Cue) -> Iterator[Said]:
    """What a reporting noun says: "the minister's claim that ..."."""
    tokens = view.tokens
    t = cue.token
    for use in cue.uses:
        below = [c for c in tokens[t].children if c > t]
        above = tokens[t].head
        below += [c for c in tokens[above].children if c > t and tokens[c].dep in {"ccomp", "advcl"} and view.parse.subtree(c)[0] == t + 1]
        for c in below:
            piece = _noun_piece(view, t, c, use)
            if piece is None:
                continue
            source = _noun_source(view, t)
            if source is None:
                continue
            yield Said(view.trim(piece), source, tokens[t].span, t, use.id, "noun", use.stance, c)
            return


def _noun_piece(view: View, t: int, c: int, use: Verb) -> Span | None:
    tokens = view.tokens
    dep = tokens[c].dep
    inside = view.parse.subtree(c)
    first = inside[0]
    if first <= t:
        return None
    if "clause" in use.takes and dep in {"acl", "ccomp", "relcl", "advcl"} and tokens[first].lower == "that" and tokens[first].dep == "mark":
        return Span(tokens[first].end, tokens[inside[-1]].end)
    if "clause" in use.takes and dep in {"acl", "ccomp"} and is_finite(view, c) and view.child(c, "nsubj", "nsubjpass") is not None:
        return Span(tokens[first].start, tokens[inside[-1]].end)
    if "clause" in use.takes and dep == "relcl" and _no_gap(view, c, first):
        return Span(tokens[first].end, tokens[inside[-1]].end)
    if "to" in use.takes and dep in {"acl", "xcomp"} and tokens[first].tag == "TO":
        return Span(tokens[first].start, tokens[inside[-1]].end)
    if "of" in use.takes and dep == "prep" and tokens[c].lower in {"of", "about", "against"} and len(inside) > 1:
        return Span(tokens[c].end, tokens[inside[-1]].end)
    return None


def _no_gap(view: View, verb: int, first: int) -> bool:
    """Whether a "relative clause" with *that* as object is a that-clause: its verb is passive, a copula, or has an object already."""
    token = view.tokens[first]
    if token.lower != "that" or token.dep not in {"dobj", "mark"} or view.child(verb, "nsubj", "nsubjpass") is None:
        return False
    if view.child(verb, "nsubjpass", "attr", "acomp", "ccomp") is not None:
        return True
    return any(c != first for c in view.parse.children(verb, "dobj"))


def _noun_source(view: View, t: int) -> Source | None:
    tokens = view.tokens
    poss = view.child(t, "poss")
    if poss is not None:
        source = noun_source(view, poss)
        text = source.span.of(view.text)
        for ending in ("'s", "’s", "'", "’"):
            if text.endswith(ending):
                return Source(source.head, Span(source.span.start, source.span.end - len(ending)), True)
        return source
    for c in view.parse.children(t, "prep"):
        if tokens[c].lower in {"by", "from", "of", "among"} and c > t:
            head = view.child(c, "pobj")
            if head is not None and tokens[head].pos in {"NOUN", "PROPN", "PRON"}:
                return noun_source(view, head)
    for c in view.parse.children(t, "amod", "compound", "nmod"):
        if tokens[c].pos == "PROPN" or view.mentions.at(c) is not None:
            return Source(c, tokens[c].span, True)
    if tokens[t].dep in {"dobj", "pobj"}:
        verb = tokens[t].head
        if tokens[verb].dep == "prep":
            verb = tokens[verb].head
        if tokens[verb].lemma in view.reporting.words["light"] and tokens[verb].pos == "VERB":
            return source_of(view, verb)
    return None


def from_phrase(view: View, cue: Cue) -> Iterator[Said]:
    """ "according to X": the sentence or clause around the phrase."""
    tokens = view.tokens
    sentence = view.sentence(cue.token)
    assert cue.source is not None
    start, end = tokens[cue.token].start, max(cue.source.span.end, tokens[cue.last].end)
    before = Span(sentence.span.start, start)
    rule = view.reporting.phrases[tokens[cue.token].lower][0][0]
    if tokens[cue.source.head].lemma in view.reporting.words["no-sources"]:
        return
    span = tokens[cue.token].start, tokens[cue.last].end
    cue_words = Span(*span)
    if view.text[before.start : before.end].strip(" \"“”'") == "" or _opens_clause(view, cue):
        after = Span(end, _clause_end(view, cue, sentence.span.end))
        content = after
        if _opens_clause(view, cue) and before.end > before.start:
            content = after
    else:
        content = Span(_clause_begin(view, cue, before.start), start)
        rest = view.text[end : sentence.span.end]
        if rest.strip(" .,;\"”") and rest.lstrip().startswith(",") and not content.of(view.text).rstrip().endswith((".", "!", "?")):
            words = content.of(view.text).split()
            if len(words) < 5:
                content = Span(end, sentence.span.end)
    quote = next((q for q in view.quotes_between(end, end + 3) if q.depth == len(view.holders(start))), None)
    if quote is not None and content.start >= end:
        content = quote.span
    holders = view.holders(start)
    if holders:
        content = Span(max(content.start, holders[-1].inner.start), min(content.end, holders[-1].inner.end))
    trimmed = view.trim(Span(opening(view, content.start, content.end), content.end))
    if trimmed.end > trimmed.start:
        yield Said(trimmed, cue.source, cue_words, cue.token, rule, "phrase", "asserts", None)


def _opens_clause(view: View, cue: Cue) -> bool:
    """Whether the phrase stands before its clause: after "that", "and" or a comma with nothing but an opener before."""
    tokens = view.tokens
    at = cue.token - 1
    if at > 0 and tokens[at].text == "," and tokens[at - 1].lower in {"that", "and", "but"}:
        at -= 1
    before = tokens[at] if at >= 0 else None
    return before is not None and before.sent == tokens[cue.token].sent and (before.lower in {"that", "and", "but", "because", "while", "although"})


def _clause_end(view: View, cue: Cue, end: int) -> int:
    return end


def _clause_begin(view: View, cue: Cue, start: int) -> int:
    """After a semicolon, or after the quotation's start where the phrase lies in one."""
    text = view.text[start : view.tokens[cue.token].start]
    cut = text.rfind("; ")
    return start + cut + 2 if cut >= 0 else start
