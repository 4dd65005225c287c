"""Conditions, modals and the words before a clause that make it no fact: "if", "in case", "instead of", "yet to"."""

from __future__ import annotations

from dateline.coding.factuality.status import SUBJECTS, Status
from dateline.knowledge.lexicon.factuality import FactualityCues, Modal
from dateline.language.grammar.modality import inverted, modals_of
from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse, Token

# Words of a marker that opens a clause, at most ("in the event that").
LONGEST_MARKER = 4
INSTEAD_OF = Dep.GOVERNED | {Dep.CONJUNCT}
CONDITIONS = frozenset({Dep.ADVERBIAL, Dep.COMPLEMENT, Dep.PREP})
OPENED = Dep.GOVERNED | Dep.CLAUSES_OF_NOUN | {Dep.ADVERBIAL, Dep.COMPLEMENT, Dep.PREP, Dep.CONJUNCT}


def left_edge(parse: Parse, token: int) -> int:
    """The first token of what hangs on a token, by first children: cheap, and right where the parse is projective."""
    node = token
    for _ in range(40):
        first = parse.tokens[node].children[:1]
        if not first or first[0] >= node:
            break
        node = first[0]
    return node


def instead(parse: Parse, t: Token, cues: FactualityCues) -> Status | None:
    """ "Without", "instead of", "rather than": what follows did not happen."""
    if t.dep not in INSTEAD_OF:
        return None
    if t.dep == Dep.CONJUNCT and parse.tokens[t.head].dep == Dep.PREP_CLAUSE:
        return instead(parse, parse.tokens[t.head], cues)
    edge = left_edge(parse, t.i)
    before = [parse.tokens[i].lower for i in range(max(edge - 3, parse.sentence_of(t.i).first), edge)]
    for size in (3, 2, 1):
        if len(before) >= size and ("preposition", " ".join(before[-size:])) in cues.modals:
            found = cues.modals["preposition", " ".join(before[-size:])]
            return Status(found.gives, found.id, edge - size)
    return None


def still_to_come(parse: Parse, verb: Token) -> Status | None:
    """ "Has yet to sign" tells of what has not happened; "President to visit Lima" is how a headline says "will"."""
    if verb.tag != Tag.BASE or not any(parse.tokens[c].tag == Tag.TO for c in verb.children if c < verb.i):
        return None
    head = parse.tokens[verb.head]
    if head.lemma in ("have", "be", "get"):
        yet = next((c for c in head.children if parse.tokens[c].lower == "yet" and c < verb.i), None)
        if yet is not None:
            return Status("negated", "negation.yet-to", yet, final=True)
    if head.i == verb.i and parse.child(verb.i, *SUBJECTS) is not None:
        return Status("future", "mood.headline", verb.i)
    return None


def on_condition(parse: Parse, verb: Token, cues: FactualityCues) -> tuple[str, int] | None:
    """The rule and token of an "if" on which what a verb announces depends."""
    for c in verb.children:
        if parse.tokens[c].dep not in CONDITIONS:
            continue
        opened = _opener(parse, parse.tokens[c], cues)
        if opened is not None and opened.value == "hypothetical" and opened.cue is not None:
            even = parse.tokens[opened.cue - 1].lower if opened.cue else ""
            if even != "even":
                return f"{opened.rule}.consequence", opened.cue
    return None


def modal_of(parse: Parse, verb: Token, cues: FactualityCues) -> tuple[Modal, int] | None:
    """The modal of a verb, as the knowledge has it, and its token."""
    found = ((cues.modals.get((form, word)), at) for form, word, at in modals_of(parse, verb))
    return next(((modal, at) for modal, at in found if modal is not None), None)


def condition(parse: Parse, verb: Token, cues: FactualityCues) -> Status | None:
    """Conditional clauses, and clauses of time that are still to come."""
    node = verb
    for _ in range(4):
        found = _opener(parse, node, cues)
        if found:
            return found
        asks = any(parse.tokens[c].tag in Tag.ASKING and c < node.i for c in node.children)
        if node.dep != Dep.CONJUNCT or node.head == node.i or asks:
            return None
        node = parse.tokens[node.head]
    return None


def _opener(parse: Parse, node: Token, cues: FactualityCues) -> Status | None:
    """What opens a clause and makes it a condition: a marker, a phrase ("in case"), or inversion ("should they")."""
    for c in node.children:
        child = parse.tokens[c]
        found = (
            cues.modals.get(("marker", child.lower)) if child.dep in (Dep.MARKER, Dep.ADVERB) and c < node.i else None
        )
        if found and (not found.if_governor or _governing_status(parse, node, cues) in found.if_governor):
            return Status(found.gives, found.id, c, final=True)
    if node.dep in OPENED:
        phrase = phrase_marker(parse, node, cues)
        if phrase is not None:
            return phrase
    at = inverted(parse, node)
    if at is not None and ("inversion", parse.tokens[at].lower) in cues.modals:
        return Status("hypothetical", "marker.should", at, final=True)
    return None


def phrase_marker(parse: Parse, node: Token, cues: FactualityCues) -> Status | None:
    """A marker of several words, at the head of a clause or just before it."""
    edge = left_edge(parse, node.i)
    sentence = parse.sentence_of(node.i)
    for first in range(max(edge - LONGEST_MARKER, sentence.first), edge + 1):
        if ("phrase-start", parse.tokens[first].lower) not in cues.modals:
            continue
        for size in (LONGEST_MARKER, 3, 2):
            words = " ".join(t.lower for t in parse.tokens[first : min(first + size, sentence.last)])
            found = cues.modals.get(("phrase", words))
            if found and edge - 1 <= first + size and first + size <= node.i + 1:
                return Status(found.gives, found.id, first, final=True)
    return None


def _governing_status(parse: Parse, node: Token, cues: FactualityCues) -> str:
    head = parse.tokens[node.head]
    found = modal_of(parse, head, cues) if head.i != node.i else None
    return found[0].gives if found else "asserted"
