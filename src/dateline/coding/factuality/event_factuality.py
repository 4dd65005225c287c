"""Is an event presented as a fact? Asserted, negated, possible, future or hypothetical, for its innermost source.

From the trigger the engine climbs to whatever governs it, up to the verb of speech that reports it or the root of the
sentence. Then it comes down again: each governor's own status decides what its complement's may be. Method after Nairn,
Condoravdi and Karttunen, "Computing relative polarity for textual inference" (2006), with the source levels of Sauri
and Pustejovsky, "Are you sure that this event happened?" (2012). The words are data: ``knowledge/data/en/factuality``.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.coding.factuality.fiction import in_fiction
from dateline.coding.factuality.local_status import local_status
from dateline.coding.factuality.status import Status
from dateline.knowledge.lexicon.factuality import FactualityCues, Governor
from dateline.knowledge.load import Knowledge
from dateline.language.grammar.polarity import no_one
from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse, Token
from dateline.record import Decision, Factuality

# A chain of governors longer than this is a parser's mistake.
MAX_DEPTH = 12
MAX_CONJUNCTS = 40
CLAUSES = frozenset(
    {
        Dep.COMPLEMENT,
        Dep.OPEN_CLAUSE,
        Dep.NOUN_CLAUSE,
        Dep.ADVERBIAL,
        Dep.PREP_CLAUSE,
        Dep.CLAUSE_SUBJECT,
        Dep.PASSIVE_CLAUSE_SUBJECT,
        Dep.RELATIVE,
        Dep.OBJECT_ATTRIBUTE,
    }
)
NOUN_LINKS = frozenset(
    {Dep.OBJECT, Dep.PASSIVE_SUBJECT, Dep.PREP_OBJECT, Dep.ATTRIBUTE, Dep.OBJECT_ATTRIBUTE, Dep.COMPOUND}
)
UNSURE = frozenset({"possible", "future", "hypothetical"})
DRIFTED = frozenset({Dep.COMPLEMENT, Dep.ADVERBIAL, Dep.NOUN_CLAUSE})
INFINITIVES = Tag.NONFINITE | {Tag.NOUN}
CARRIED = frozenset({Dep.PREP, Dep.AGENT, Dep.PARTICLE, Dep.CONJUNCT, Dep.PREP_CLAUSE})


@dataclass(frozen=True, slots=True)
class Step:
    """One governor above the trigger: its token and the rule that it applies to what is below."""

    token: int
    governor: Governor


# A purpose shares the status of the act that serves it.
PURPOSE = Governor("purpose", "same", "same", False, frozenset({"purpose"}))

# What nobody says isn't told as a fact.
UNSAID = Governor("unsaid", "possible", "possible", False, frozenset({"that"}))

CLEFT = Governor("cleft", "same", "same", False, frozenset())


def factuality_of(parse: Parse, trigger: int, knowledge: Knowledge) -> tuple[Factuality, Decision]:
    """The status of the event that a token names, as its innermost source presents it.

    Args:
        parse: the parsed story.
        trigger: token index of the verb or noun that names the event.
        knowledge: the cues.

    Returns:
        The value, and the decision with the rule and the cue that gave it.
    """
    cues = knowledge.factuality
    trigger = _bearer(parse, trigger)
    plot = in_fiction(parse, trigger, cues)
    if plot is not None:
        return _decided(parse, plot)
    below = local_status(parse, trigger, cues)
    if below.value != "asserted" and below.final:
        return _decided(parse, below)
    steps = _climb(parse, trigger, knowledge)
    status = Status("asserted", "default")
    for step in reversed(steps):
        own = local_status(parse, step.token, cues)
        status = _apply(step, _combine(status, own))
    return _decided(parse, _combine(status, below))


def _bearer(parse: Parse, trigger: int) -> int:
    """The word whose place in the sentence decides: the verb of a particle, the copula of an embedded predicate."""
    t = parse.tokens[trigger]
    head = parse.tokens[t.head]
    if t.dep == Dep.PARTICLE or (
        t.dep in Dep.PREDICATES and head.lemma in parse.words.auxiliaries.copulas and head.dep in CLAUSES
    ):
        return head.i
    return trigger


def _decided(parse: Parse, status: Status) -> tuple[Factuality, Decision]:
    span = None if status.cue is None else parse.tokens[status.cue].span
    note = "nothing marks it otherwise" if span is None else f"which makes it {status.value}"
    return status.value, Decision("factuality", f"factuality.{status.rule}", span, note)


def _combine(outer: Status, own: Status) -> Status:
    """The status of a word under what governs it: its own cue, turned or weakened by the governor's."""
    if outer.value == "asserted" or (own.cue is not None and outer.cue == own.cue):
        return own  # one cue counts once, even where a light verb hands it on
    if outer.value in UNSURE and own.rule == "modal.may":
        return own  # "concern that it may spread" doubts more than it fears
    if own.value == "asserted" or (outer.value in UNSURE and own.value in UNSURE):
        return outer
    if outer.value == own.value == "negated":
        return Status("asserted", f"{own.rule} under {outer.rule}", own.cue)
    # A denied plan is negated; a feared or planned omission stays what its governor makes of it.
    return own if outer.value == "negated" else Status(outer.value, outer.rule, outer.cue)


def _apply(step: Step, status: Status) -> Status:
    """The status that a governor, itself of this status, hands to its complement."""
    governor = step.governor
    if governor.factive:
        return Status("asserted", governor.id, step.token)
    given = governor.negated if status.value == "negated" else governor.gives
    if given in ("same", status.value):
        return status
    value: Factuality = given  # type: ignore[assignment]  # checked when the file is read
    if status.value in UNSURE:
        # A future or possible refusal leaves the act undone, but only possibly so: it counts as not a fact.
        value = status.value if value in ("asserted", "negated") else value
    return Status(value, governor.id, step.token)


def _climb(parse: Parse, trigger: int, knowledge: Knowledge) -> list[Step]:
    """The governors above a trigger that the cue files know, nearest first."""
    steps: list[Step] = []
    node = trigger
    for _ in range(MAX_DEPTH):
        node = _first_conjunct(parse, node)
        t = parse.tokens[node]
        copula = _cleft(parse, t)
        if copula is not None:
            steps.append(Step(copula, CLEFT))
            node = copula
            continue
        if _takes_place(parse, t, knowledge.factuality):
            node = t.head
            continue
        kind = None if t.head == node else _complement(parse, node)
        if kind is None:
            break
        head, preposition = _head(parse, node, knowledge.factuality)
        found = PURPOSE if kind == "purpose" else _governor(parse, head, preposition, kind, knowledge)
        if found and parse.tokens[head].lemma == "like" and t.lemma in knowledge.factuality.attitudes:
            found = None  # "we would like to thank"
        if found:
            steps.append(Step(head, found))
        elif _is_boundary(parse, head, preposition, kind, knowledge.factuality.light):
            steps += [Step(head, UNSAID)] if kind == "that" and _unsaid(parse, head, knowledge) else []
            break
        node = head
    return steps


def _takes_place(parse: Parse, t: Token, cues: FactualityCues) -> bool:
    """Whether a clause says of a deed no more than that it is done: "denied that a raid had taken place"."""
    verb = parse.tokens[t.head]
    if t.dep != Dep.SUBJECT or t.pos != "NOUN" or verb.lemma not in cues.light:
        return False
    objects = [parse.tokens[c].lower for c in parse.children(verb.i, Dep.OBJECT)]
    return verb.pos == "VERB" and objects in ([], ["place"])


def _unsaid(parse: Parse, verb: int, knowledge: Knowledge) -> bool:
    """Whether nobody says what a clause tells: "no side said that ...", not "nobody cared that ..."."""
    subject = parse.child(verb, Dep.SUBJECT)
    said = parse.tokens[verb].lemma in knowledge.reporting.verbs
    return said and subject is not None and no_one(parse, subject) is not None


def _cleft(parse: Parse, t: Token) -> int | None:
    """ "It may have been rebels who burned it": the copula, whose modal or negation holds for that actor's deed."""
    predicate = parse.tokens[t.head]
    copula = parse.tokens[predicate.head]
    if (
        t.dep != Dep.RELATIVE
        or predicate.dep != Dep.ATTRIBUTE
        or copula.lemma not in parse.words.auxiliaries.copulas
        or _is_content(parse, t)
    ):
        return None
    subject = parse.child(copula.i, Dep.SUBJECT, Dep.EXPLETIVE)
    return copula.i if subject is not None and parse.tokens[subject].lower == "it" else None


def _first_conjunct(parse: Parse, node: int) -> int:
    """For a conjunct without a subject of its own, the first member of the coordination."""
    t = parse.tokens[node]
    for _ in range(MAX_CONJUNCTS):
        if t.dep != Dep.CONJUNCT or t.head == t.i or parse.child(t.i, Dep.SUBJECT, Dep.PASSIVE_SUBJECT) is not None:
            break
        if _belongs_above(parse, t):
            break
        t = parse.tokens[t.head]
    return t.i


def _belongs_above(parse: Parse, t: Token) -> bool:
    """ "Denied that they had crossed, and denied ...": a finite verb after a comma that shares no auxiliary with the
    embedded verb goes with the verb above, whatever the parser hangs it on."""
    first = parse.tokens[t.head]
    above = parse.tokens[first.head]
    comma = any(parse.tokens[i].lower == "," for i in range(max(t.i - 3, first.i), t.i))
    auxiliary = parse.child(first.i, Dep.AUXILIARY, Dep.PASSIVE_AUXILIARY) is not None
    return comma and auxiliary and first.dep == Dep.COMPLEMENT and t.tag in Tag.TENSED and above.tag == t.tag


def _head(parse: Parse, node: int, cues: FactualityCues) -> tuple[int, str]:
    """What governs a token, and the preposition between them ("" for none)."""
    t = parse.tokens[node]
    head = parse.tokens[t.head]
    preposition = ""
    if head.pos in ("ADP", "SCONJ") and head.dep in CARRIED and head.head != head.i:
        preposition = head.lower
        for _ in range(4):
            above = parse.tokens[head.head]
            if above.pos not in ("ADP", "ADV", "SCONJ", "PART") or above.head == above.i:
                break
            if head.dep != Dep.CONJUNCT:  # "stopped short of", "backed out of"; but "for an inquiry and for a truce"
                preposition = f"{above.lower} {preposition}"
            head = above
        head = parse.tokens[head.head]
    if head.lemma in parse.words.auxiliaries.copulas and t.dep in CLAUSES:
        predicate = parse.child(head.i, Dep.PREDICATIVE, Dep.ATTRIBUTE)
        if predicate is not None and predicate < node:
            return (
                predicate,
                preposition,
            )  # "it is vital to ...": the adjective governs, whatever the parser hangs it on
    if head.lemma in cues.drifting and (preposition or t.dep in DRIFTED):
        subject = parse.child(head.i, Dep.SUBJECT, Dep.PASSIVE_SUBJECT)
        if subject is not None and subject < node and parse.tokens[subject].pos == "NOUN":
            return subject, preposition  # "fears grew of an attack"
    return head.i, preposition


def _complement(parse: Parse, node: int) -> str | None:
    """How a token hangs on its head: inf, ger, that, wh, noun, purpose; None where its status doesn't depend on it."""
    t = parse.tokens[node]
    if t.dep in NOUN_LINKS and t.pos in ("NOUN", "PRON", "ADJ", "NUM"):
        return "noun"
    head = parse.tokens[t.head]
    if (
        t.dep == Dep.SUBJECT
        and head.tag == Tag.PARTICIPLE
        and t.pos == "NOUN"
        and parse.child(head.i, Dep.AUXILIARY, Dep.OBJECT) is None
    ):
        return "noun"  # a headline: "Summit cancelled"
    if t.dep not in CLAUSES:
        return None
    lowers = {
        parse.tokens[c].lower for c in t.children if c < node and parse.tokens[c].dep in (Dep.AUXILIARY, Dep.MARKER)
    }
    if "to" in lowers and t.tag in INFINITIVES:
        return "purpose" if t.dep == Dep.ADVERBIAL else "inf"
    if t.dep == Dep.RELATIVE and _is_content(parse, t):
        return "that"
    if t.dep in (Dep.ADVERBIAL, Dep.RELATIVE):
        return None
    if t.dep == Dep.NOUN_CLAUSE and t.tag in Tag.PARTICIPLES and not lowers & {"that", "whether"}:
        return None
    if t.tag == Tag.ING and not parse.child(node, Dep.AUXILIARY):
        return "ger"
    if any(parse.tokens[c].tag in Tag.ASKING or parse.tokens[c].lower == "whether" for c in t.children):
        return "wh"
    return "inf" if t.tag == Tag.BASE and t.dep in Dep.COMPLEMENTS and not lowers else "that"


def _is_content(parse: Parse, t: Token) -> bool:
    """ "Claims that jets bombed the clinic": taken for a relative clause by the parser, though it lacks nothing."""
    if any(parse.tokens[c].dep == Dep.MARKER for c in t.children):
        return True
    opening = next((parse.tokens[c] for c in t.children if parse.tokens[c].lower in parse.words.that and c < t.i), None)
    if opening is None or parse.tokens[opening.i - 1].i != t.head:
        return False
    if opening.dep != Dep.OBJECT or parse.child(t.i, *Dep.SUBJECTS) is None:
        return False
    filled = parse.children(t.i, Dep.OBJECT, Dep.ATTRIBUTE, Dep.PREDICATIVE, Dep.COMPLEMENT)
    return len(filled) > 1 or parse.tokens[t.head].lemma == "case"


def _governor(parse: Parse, head: int, preposition: str, kind: str, knowledge: Knowledge) -> Governor | None:
    """The rule of a governing word, with its preposition or particle where there is one."""
    t = parse.tokens[head]
    pos = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adj"}.get(t.pos)
    if pos is None:
        return None
    cues = knowledge.factuality
    particle = parse.child(head, Dep.PARTICLE)
    if particle is None and head + 1 < len(parse.tokens) and head + 1 in t.children:
        particle = head + 1  # "brushed aside": tagged as an adverb
    extras = [preposition, parse.tokens[particle].lower if particle is not None else ""]
    for extra in (" ".join(reversed(extras)) if all(extras) else "", *extras):
        if extra and (found := cues.governor(pos, f"{t.lemma} {extra}", kind)):
            return found
    if t.tag == Tag.PARTICIPLE and t.dep == Dep.PREDICATIVE and (found := cues.governor("adj", t.lower, kind)):
        return found  # "is convinced that"
    if preposition and pos == "verb":
        return None
    return cues.governor(pos, t.lemma, kind)


def _is_boundary(parse: Parse, head: int, preposition: str, kind: str, light: frozenset[str]) -> bool:
    """True where nothing above can change the status: a clause reported by a verb of speech belongs to its source, and
    a thing named as the object or adjunct of another act is taken to exist."""
    t = parse.tokens[head]
    if kind in ("that", "wh"):
        return t.pos == "VERB"
    if kind == "noun" and t.pos in ("NOUN", "PROPN") and preposition not in ("", "of"):
        return True  # "a delay of the departure on a tour": the tour has a life of its own
    return kind == "noun" and t.pos == "VERB" and (bool(preposition) or t.lemma not in light)
