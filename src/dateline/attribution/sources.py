"""Who the speaker of a cue is: subjects, agents, subjects shared along coordinations and participles."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.attribution.view import MARKS, View
from dateline.spans import Span

RELATIVE = frozenset({"WP", "WDT", "WP$"})
# Relations along which a verb without a subject of its own has that of its head.
UPWARD = frozenset({"acomp", "conj", "xcomp", "advcl", "pcomp", "prep", "dep", "ccomp"})
SKIPPED = frozenset({"ccomp", "parataxis", "advcl", "punct", "relcl"})
MAX_STEPS = 12
# Longer descriptions than this end at their first comma or relative clause.
MAX_SOURCE = 160


@dataclass(frozen=True, slots=True)
class Source:
    """A source in the text.

    Attributes:
        head: token whose mention tells who it is.
        span: the words that name it at the cue.
        own: True where it is the cue's own subject or agent, not one taken from further up.
    """

    head: int
    span: Span
    own: bool = True


def is_passive(view: View, verb: int) -> bool:
    """Whether a verb is in the passive voice."""
    if view.child(verb, "auxpass", "nsubjpass") is not None:
        return True
    if view.tokens[verb].tag == "VBN" and view.tokens[verb].lower == "asked" and view.tokens[verb].dep == "advcl" and view.child(verb, "nsubj", "aux") is None:
        return True
    return view.tokens[verb].tag == "VBN" and view.tokens[verb].dep in {"acl", "relcl"} and view.child(verb, "aux") is None


def speaking_on(view: View, verb: int) -> int | None:
    """The reporting verb whose speaker goes on with another one that the parser hung into what was said.

    "He said the road was open, adding that ..." may come with *adding* below *was*, "he says he likes it and calls it fine"
    with *calls* beside *likes*.
    """
    tokens = view.tokens
    token = tokens[verb]
    if token.dep == "conj":
        return _same_speaker(view, verb)
    if token.lower not in view.reporting.words["speaking-on"] or token.dep not in {"advcl", "acl"} or tokens[verb - 1].text not in {",", '"', "”"}:
        return None
    level = len(view.holders(token.start))
    for at in range(verb - 1, view.sentence(verb).first - 1, -1):
        if tokens[at].tag in {"VBD", "VBZ", "VBP"} and _reports(view, at) is not None and len(view.holders(tokens[at].start)) == level:
            return at if tokens[verb].head != at else None
    return None


def _reports(view: View, verb: int) -> int | None:
    uses = view.reporting.verbs.get(view.tokens[verb].lemma, ())
    return verb if any(u.kind == "speech" for u in uses) else None


def _same_speaker(view: View, verb: int) -> int | None:
    """A reporting verb coordinated with the verb of a content whose subject is a pronoun, in the tense of the cue above."""
    tokens = view.tokens
    clause = tokens[tokens[verb].head]
    if tokens[verb].tag not in {"VBD", "VBZ"} or clause.dep != "ccomp" or clause.head >= clause.i or view.child(verb, "nsubj", "nsubjpass") is not None:
        return None
    subject = view.child(clause.i, "nsubj", "nsubjpass")
    if subject is None or tokens[subject].lower not in {"he", "she", "they", "it"} or tokens[clause.head].tag != tokens[verb].tag:
        return None
    return _reports(view, clause.head) if _reports(view, verb) is not None else None


def agent_of(view: View, verb: int) -> Source | None:
    """The "by" phrase of a passive verb."""
    by = view.child(verb, "agent")
    if by is None:
        by = next((c for c in view.parse.children(verb, "prep") if view.tokens[c].lower == "by"), None)
    head = view.child(by, "pobj") if by is not None else None
    return noun_source(view, head) if head is not None else None


def source_of(view: View, verb: int) -> Source | None:
    """Who does what a verb says; None where nobody is named."""
    tokens = view.tokens
    if is_passive(view, verb):
        return agent_of(view, verb)
    at = speaking_on(view, verb) or verb
    for _ in range(MAX_STEPS):
        subject = view.child(at, "nsubj", "csubj") if at == verb else view.child(at, "nsubj", "nsubjpass", "csubj")
        if subject is not None:
            return _subject(view, subject, at, at == verb)
        if view.child(at, "expl") is not None:
            return None
        token = tokens[at]
        if token.dep == "acl" and token.tag == "VBD":
            # a finite verb can't modify a noun like that: its subject is further up ("X speaking at Y called ...")
            above = next((a for a in view.parse.ancestors(at) if tokens[a].pos == "VERB"), None)
            if above is not None and view.child(above, "nsubj") is not None:
                at = above
                continue
        if token.dep in {"acl", "relcl"}:
            head = tokens[token.head]
            return noun_source(view, head.i, own=False, without=at) if head.pos in {"NOUN", "PROPN", "PRON"} and head.i < at else None
        if token.dep not in UPWARD or token.head == at:
            return _misread(view, verb) if at == verb else None
        if token.dep == "conj" and tokens[token.head].pos not in {"VERB", "AUX", "ADJ"}:
            return None
        at = token.head
        if at != verb and tokens[at].tag == "VBN" and is_passive(view, at) and view.child(at, "nsubjpass") is None:
            return None
    return None


def _subject(view: View, subject: int, verb: int, own: bool) -> Source | None:
    token = view.tokens[subject]
    if token.dep == "csubj" or token.pos in {"VERB", "AUX"} or token.lower in {"there", "what", "whatever"}:
        return None
    if token.tag in RELATIVE:
        antecedent = view.tokens[verb].head
        if view.tokens[verb].dep == "relcl" and view.tokens[antecedent].pos in {"NOUN", "PROPN", "PRON"}:
            return Source(antecedent, token.span, own)
        return None
    return noun_source(view, subject, own)


def _misread(view: View, verb: int) -> Source | None:
    """An inverted subject that the parser took for an object: "..., said the source"."""
    if view.tokens[verb].tag not in {"VBD", "VBZ", "VBP"}:
        return None
    for c in view.tokens[verb].children:
        token = view.tokens[c]
        if token.i > verb and token.dep in {"dobj", "attr", "oprd", "appos", "npadvmod"} and token.pos in {"NOUN", "PROPN", "PRON"}:
            between = view.text[view.tokens[verb].end : token.start]
            if '"' not in between and "," not in between:
                return noun_source(view, c)
    if view.tokens[verb].dep in {"ROOT", "conj", "relcl", "ccomp"} and view.child(verb, "expl", "nsubjpass") is None:
        return beside(view, verb)
    return None


def noun_source(view: View, head: int, own: bool = True, without: int | None = None) -> Source:
    """A noun with what describes it: modifiers before, prepositions, appositions; no relative clauses, nor the child ``without``."""
    tokens = view.tokens
    head = _out_of_brackets(view, head)
    first, last = head, head
    for c in tokens[head].children:
        token = tokens[c]
        if token.dep in SKIPPED or c == without or (token.dep == "acl" and tokens[token.i - 1].text == ",") or (token.dep == "conj" and token.pos == "VERB"):
            continue
        a, b = view.bounds(c)
        first, last = min(first, a), max(last, b)
    span = Span(tokens[first].start, tokens[last].end)
    return Source(head, _cut(view, span, head), own)


def _out_of_brackets(view: View, head: int) -> int:
    """The noun before a bracket that the parser took for the head ("Gov. Lee (D-OH)")."""
    tokens = view.tokens
    for i in range(head, max(head - 6, 0), -1):
        if tokens[i].text in {")", "]"} and i != head:
            return head
        if tokens[i].text in {"(", "["}:
            before = i - 1
            return before if before >= 0 and tokens[before].pos in {"NOUN", "PROPN"} and tokens[before].sent == tokens[head].sent else head
    return head


def beside(view: View, cue: int) -> Source | None:
    """The noun phrase right before or after a verb, where the parser took something far away for its subject."""
    tokens = view.tokens
    at = cue - 1
    while at > 0 and tokens[at].pos in {"ADV", "AUX"}:
        at -= 1
    if at >= 0 and tokens[at].sent == tokens[cue].sent and (tokens[at].pos in {"NOUN", "PROPN", "PRON"} or (tokens[at].pos == "NUM" and tokens[at - 1].lower == "in")):
        first = at
        while first > 0 and (tokens[first - 1].pos in {"NOUN", "PROPN", "ADJ", "DET", "NUM", "PART"} or tokens[at].pos == "NUM" and tokens[first - 1].lower in {"in", "about", "than", "some"}) and tokens[first - 1].text not in MARKS:
            first -= 1
        return Source(at, Span(tokens[first].start, tokens[at].end))
    return None


def behind(view: View, cue: int) -> Source | None:
    """The noun phrase that follows an inverted verb ("said a nurse at the clinic")."""
    return phrase_from(view, cue + 1, min(cue + 20, view.sentence(cue).last - 1))


def phrase_from(view: View, first: int, last: int) -> Source | None:
    """The noun phrase that begins at a token, whatever the parse, with what hangs on its head."""
    tokens = view.tokens
    head = None
    for i in range(first, min(last + 1, len(tokens))):
        if tokens[i].pos in {"NOUN", "PROPN", "PRON"}:
            head = i
        elif head is not None or tokens[i].pos not in {"DET", "ADJ", "NUM", "PART", "ADV", "PUNCT"} or tokens[i].text == ".":
            break
    if head is None:
        return None
    source = noun_source(view, head)
    start, end = max(source.span.start, tokens[first].start), source.span.end
    if last < len(tokens) and tokens[last].end >= tokens[head].end and first <= head <= last and tokens[last].end < end:
        end = max(tokens[last].end, tokens[head].end)
    return Source(source.head, view.trim(Span(start, end)), True)


def before_participle(view: View, source: Source) -> Source | None:
    """ "The premier, speaking at the harbour club said ...": the premier, where the parser took the club for the subject."""
    tokens = view.tokens
    first = view.parse.token_at(source.span.start)
    sentence = view.sentence(source.head)
    if first <= sentence.first + 2 or tokens[first - 1].pos != "ADP":
        return None
    for i in range(first - 1, max(sentence.first + 1, first - 8), -1):
        if tokens[i].tag == "VBG" and tokens[i - 1].text == "," and tokens[i - 2].pos in {"NOUN", "PROPN"}:
            head = i - 2
            while tokens[head].dep == "compound" and head < tokens[head].head < i - 1:
                head = tokens[head].head
            start = min(view.parse.subtree(head)[0], head)
            start = head if start < sentence.first else start
            return Source(head, Span(tokens[start].start, tokens[i - 2].end))
    return None


def _cut(view: View, span: Span, head: int) -> Span:
    """Cut an overlong source, and one that runs into a quotation, behind its head."""
    end = span.end
    for q in view.quotes_between(view.tokens[head].end, span.end):
        if len(q.inner) > 40:
            end = min(end, q.span.start)
    start = span.start
    for q in view.quotes_between(span.start - 1, view.tokens[head].start):
        if len(q.inner) > 40 and q.span.end <= view.tokens[head].start:
            start = q.span.end
    if end - start > MAX_SOURCE:
        comma = view.text.find(",", view.tokens[head].end, end)
        end = comma if comma > 0 else end
    text = view.text
    while end > start and text[end - 1] in " ,;:—–-\n":
        end -= 1
    while end > start and text[start] in " ,;:—–-\n":
        start += 1
    return Span(start, max(end, view.tokens[head].end))
