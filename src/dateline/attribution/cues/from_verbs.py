"""What reporting verbs say."""

from __future__ import annotations

from dataclasses import replace

from dateline.attribution.content.clauses import addressee_of
from dateline.attribution.content.quoted_content import quoted_pieces
from dateline.attribution.content.verb_content import pieces
from dateline.attribution.cues.sayers import is_actor, may_say
from dateline.attribution.parts.cue import Cue, cue_span
from dateline.attribution.parts.pieces import Piece, is_said
from dateline.attribution.parts.said import Said
from dateline.attribution.sources.source_phrases import Source, noun_source
from dateline.attribution.sources.verb_sources import agent_of, source_of
from dateline.attribution.view import View
from dateline.knowledge.lexicon.reporting import Verb
from dateline.language.grammar.polarity import no_one
from dateline.language.grammar.voice import passive
from dateline.language.labels import Dep, Tag
from dateline.spans import Span

PLACES = Dep.OBJECTS | {Dep.SUBJECT}
CITING = frozenset({Dep.ADVERBIAL, Dep.NOUN_CLAUSE, Dep.COMPLEMENT})


def from_verb(view: View, cue: Cue) -> list[Said]:
    """What a reporting verb says."""
    source, outer = cue.source, None
    if _wants_no_name(view, cue.token):
        return []
    quoting = _quoting(view, cue.token)
    if quoting is not None:
        source, outer = quoting
    elif source is not None:
        cited = _citing(view, cue)
        if cited is not None:
            source, outer = cited, (source, cue_span(view, cue))
        else:
            outer = _quoted_by(view, source)
    if source is None and not passive(view.parse, cue.token):
        return []
    if source is not None and _quoted_self(view, cue, source):
        return []
    contents = _contents(view, cue)
    if source is not None and no_one(view.parse, source.head) is not None:
        # What nobody denies is held true; what nobody says is no statement.
        contents = [(use, piece) for use, piece in contents if use.stance == "denies"]
    return [
        _said(view, cue, use, piece, source, outer) for use, piece in contents if may_say(view, cue, use, piece, source)
    ]


def _contents(view: View, cue: Cue) -> list[tuple[Verb, Piece]]:
    """Quotations beside a verb first, then the first use of it that finds its content."""
    direct: list[Piece] = []
    quoter = next((u for u in cue.uses if "quote" in u.takes), None)
    if quoter is not None:
        direct = quoted_pieces(view, cue)
    told = next(
        (a for u in cue.uses if u.addressee or u is quoter for a in [addressee_of(view, cue, u)] if a is not None), None
    )
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
    """Whether somebody quoted speaks of their own speaking ("we say that ..."): the quotation is theirs already."""
    text = source.span.of(view.text).lower()
    return text in view.reporting.words["first-person"] and bool(view.holders(view.tokens[cue.token].start))


def _said(
    view: View, cue: Cue, use: Verb, piece: Piece, source: Source | None, outer: tuple[Source, Span] | None
) -> Said:
    """What a cue says, made of one piece of its content."""
    content = view.trim(_whole_quotes(view, piece, cue))
    return Said(
        content,
        source,
        cue_span(view, cue),
        cue.token,
        use.id,
        piece.form,
        _stance(view, cue, use, piece),
        piece.head,
        piece.addressee,
        outer,
    )


def _stance(view: View, cue: Cue, use: Verb, piece: Piece) -> str:
    """What a use says of its content; claims that are dismissed as something are denied, too."""
    thing = view.child(cue.token, Dep.OBJECT)
    if piece.form != "small" or thing is None or not is_said(view, thing):
        return use.stance
    return next((u.stance for u in cue.uses if u.stance == "denies"), use.stance)


def _whole_quotes(view: View, piece: Piece, cue: Cue) -> Span:
    """Let a content that breaks off inside a quotation run to its end."""
    span = piece.span
    for q in view.holders(span.start + 1):
        if q.span.start >= view.tokens[cue.last].end and span.start - q.span.start <= 2 and q.span.end > span.end:
            return q.span
    cue_at = view.tokens[cue.token].start
    for q in view.holders(max(span.end - 1, span.start)):
        inside_too = q.span.start <= cue_at < q.span.end
        if (
            not inside_too
            and span.start <= q.span.start
            and q.span.end > span.end
            and not q.span.start <= cue_at < q.span.end
        ):
            return Span(span.start, q.span.end)
    return span


def _quoting(view: View, token: int) -> tuple[Source, tuple[Source, Span] | None] | None:
    """ "Tasnim quoted the minister as saying": the minister, and Tasnim around him."""
    tokens = view.tokens
    as_ = tokens[token].head
    if tokens[token].dep != Dep.PREP_CLAUSE or tokens[as_].lower not in view.words.prepositions.role:
        return None
    sentence = view.sentence(token)
    verb = tokens[as_].head
    for _ in range(6):
        if (
            any("quoted" in u.takes for u in view.reporting.verbs.get(tokens[verb].lemma, ()))
            and tokens[verb].pos == "VERB"
        ):
            break
        if tokens[verb].head == verb:
            return None
        verb = tokens[verb].head
    else:
        return None
    span = tokens[verb].span
    if passive(view.parse, verb):
        quoter = agent_of(view, verb)
        inner = view.child(verb, Dep.PASSIVE_SUBJECT)
        if inner is None and tokens[verb].dep in Dep.CLAUSES_OF_NOUN:
            inner = tokens[verb].head
        if inner is None:
            return None
        return noun_source(view, inner), (quoter, span) if quoter else None
    quoter = source_of(view, verb)
    inner = view.child(verb, Dep.OBJECT)
    if inner is None:
        inner = next(
            (i for i in range(verb + 1, min(as_, sentence.last)) if tokens[i].dep in PLACES),
            None,
        )
    if inner is None:
        return None
    source = noun_source(view, inner)
    if source.span.end > tokens[as_].start:
        source = Source(inner, view.trim(Span(source.span.start, tokens[as_].start)), True)
    return source, (quoter, span) if quoter else None


def _wants_no_name(view: View, token: int) -> bool:
    """ "Who asked not to be named": tells of the source, not of what it says."""
    asked = view.child(token, Dep.OPEN_CLAUSE)
    return (
        asked is not None and passive(view.parse, asked) and view.tokens[asked].lemma in view.reporting.words["naming"]
    )


def _quoted_by(view: View, source: Source) -> tuple[Source, Span] | None:
    """ "The ministry, quoted by Interfax, denied": Interfax, around the ministry."""
    for c in view.tokens[source.head].children:
        token = view.tokens[c]
        if (
            token.dep == Dep.NOUN_CLAUSE
            and token.tag == Tag.PARTICIPLE
            and token.lemma in view.reporting.words["passed-on"]
        ):
            quoter = agent_of(view, c)
            return (quoter, token.span) if quoter else None
    return None


def _citing(view: View, cue: Cue) -> Source | None:
    """ "Reuters, citing two officials, reported": the officials."""
    tokens = view.tokens
    near = [
        *tokens[cue.token].children,
        *(
            g
            for c in tokens[cue.token].children
            if tokens[c].dep in {Dep.COMPLEMENT, Dep.SUBJECT}
            for g in tokens[c].children
        ),
    ]
    for c in near:
        if tokens[c].tag == Tag.ING and tokens[c].lower in view.reporting.words["citing"] and tokens[c].dep in CITING:
            head = view.child(c, Dep.OBJECT)
            if head is not None and (is_actor(view, head) or tokens[head].lemma in view.reporting.words["cited"]):
                return noun_source(view, head)
    return None
