"""The status that a word gets from the words beside it: auxiliaries, negation, adverbs, markers, modifiers."""

from __future__ import annotations

from dateline.coding.factuality.conditions import (
    LONGEST_MARKER,
    condition,
    instead,
    modal_of,
    on_condition,
    phrase_marker,
    still_to_come,
)
from dateline.coding.factuality.status import ASSERTED, SUBJECTS, Status
from dateline.knowledge.lexicon.factuality import FactualityCues
from dateline.language.grammar.polarity import negation_of
from dateline.language.grammar.verb_forms import carries_auxiliaries
from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse, Token

PARTIES = Dep.SUBJECTS | {Dep.ATTRIBUTE, Dep.OBJECT}
UNTRUE = "predicate.false"
ON_NOUN = Dep.MODIFIERS | {Dep.DETERMINER, Dep.NEGATION, Dep.ADVERB, Dep.PRECOORDINATOR}


def local_status(parse: Parse, token: int, cues: FactualityCues) -> Status:
    """The status of the event that a token names, by the words of its own phrase or clause alone."""
    t = parse.tokens[token]
    if t.pos in ("NOUN", "PROPN") and not _verbal(parse, t):
        return _of_noun(parse, t, cues)
    return _of_clause(parse, t, cues)


def _verbal(parse: Parse, t: Token) -> bool:
    """True where a word tagged as a noun carries auxiliaries: a verb that the tagger missed, or a predicate noun."""
    if t.dep == Dep.ROOT and any(parse.tokens[c].tag == Tag.TO for c in t.children):
        return True
    return (
        parse.child(t.i, Dep.AUXILIARY, Dep.PASSIVE_AUXILIARY, Dep.NEGATION) is not None
        and parse.child(t.i, *SUBJECTS) is not None
    )


def _of_noun(parse: Parse, t: Token, cues: FactualityCues) -> Status:
    for c in t.children:
        child = parse.tokens[c]
        if child.dep in ON_NOUN and child.lower in cues.modifiers:
            rule, value = cues.modifiers[child.lower]
            return Status(value, rule, c)
    behind = _participle(parse, t, cues)
    return _predicate(parse, t, cues) if behind is None else behind


def _participle(parse: Parse, t: Token, cues: FactualityCues) -> Status | None:
    """ "Attacks attributed to rebels", "talks expected in May": the participle does what its verb does to an object."""
    for c in t.children:
        child = parse.tokens[c]
        if child.dep != Dep.NOUN_CLAUSE or child.tag != Tag.PARTICIPLE:
            continue
        for words in (*(f"{child.lemma} {parse.tokens[g].lower}" for g in child.children), child.lemma):
            found = cues.governor("verb", words, "noun")
            if found is not None and not found.factive and found.gives not in ("same", "asserted"):
                return Status(found.gives, found.id, c)  # type: ignore[arg-type]  # checked when the file is read
    return None


def _predicate(parse: Parse, t: Token, cues: FactualityCues) -> Status:
    """A noun as the subject or object of a verb that only says that it takes place ("talks will take place")."""
    special = instead(parse, t, cues) or (phrase_marker(parse, t, cues) if t.dep in Dep.GOVERNED else None)
    if special is not None:
        return special
    if t.dep in PARTIES and t.head != t.i:
        head = parse.tokens[t.head]
        light = head.lemma in cues.light or (head.pos == "AUX" and t.dep in (Dep.SUBJECT, Dep.ATTRIBUTE))
        for c in head.children if head.pos == "AUX" else ():
            if t.dep == Dep.SUBJECT and _is_untrue(parse, t, parse.tokens[c], cues):
                denied = parse.child(head.i, Dep.NEGATION) is not None
                return Status("asserted" if denied else "negated", UNTRUE, c)
        if light:
            own = _of_clause(parse, head, cues)
            return own if own.value != "asserted" or t.dep != Dep.SUBJECT else _state(parse, head, cues)
    return ASSERTED


def _is_untrue(parse: Parse, t: Token, predicate: Token, cues: FactualityCues) -> bool:
    """Whether a predicate calls the claim in a noun untrue: "reports are baseless", "the report that ... was wrong".

    What can be said of a deed as well ("the raid was wrong") counts behind a noun with a clause of its own.
    """
    if predicate.dep not in Dep.PREDICATES:
        return False
    found = cues.governor("adj", predicate.lemma, "that")
    clauses = (c for c in t.children if parse.tokens[c].dep == Dep.NOUN_CLAUSE)
    told = any(parse.child(c, Dep.MARKER) is not None for c in clauses)
    return predicate.lemma in cues.falsehoods or (told and found is not None and found.gives == "negated")


def _state(parse: Parse, head: Token, cues: FactualityCues) -> Status:
    """What a phrase behind "be" says of an event: "is on the way", "is off the table"."""
    window = parse.tokens[head.i + 1 : min(head.i + 1 + LONGEST_MARKER, parse.sentence_of(head.i).last)]
    for size in range(len(window), 0, -1):
        found = cues.modals.get(("state", " ".join(t.lower for t in window[:size])))
        if found:
            return Status(found.gives, found.id, window[0].i)
    return ASSERTED


def _asks_for_detail(parse: Parse, verb: Token) -> bool:
    """ "Why did they attack?" takes the attack as given; so does a statement that only ends with a question mark."""
    sentence = parse.sentence_of(verb.i)
    asks = Tag.ASKING_OR_WHOSE
    fronted = [t for t in parse.tokens[sentence.first : verb.i] if t.tag in asks]
    auxiliary = parse.child(verb.i, Dep.AUXILIARY, Dep.PASSIVE_AUXILIARY)
    subject = parse.child(verb.i, *SUBJECTS)
    inverted = (auxiliary is not None and subject is not None and auxiliary < subject) or verb.pos == "AUX"
    return bool(fronted) or not inverted


def _of_clause(parse: Parse, t: Token, cues: FactualityCues) -> Status:
    """The status of a verb, by modals, negation, adverbs and mood of its clause."""
    verb = carries_auxiliaries(parse, t)
    special = condition(parse, verb, cues) or instead(parse, t, cues) or still_to_come(parse, verb)
    if special:
        return special
    negation = negation_of(parse, verb.i)
    if negation is None and verb is not t:
        negation = negation_of(parse, t.i)
    modal = modal_of(parse, verb, cues)
    if modal and not (modal[0].id == "modal.would" and t.lemma in cues.attitudes):
        found, at = modal
        if negation is not None:
            return Status(found.negated, f"{found.id}.negated", negation)
        hangs = on_condition(parse, verb, cues)
        return Status(found.gives, found.id, at) if hangs is None else Status("hypothetical", *hangs)
    if negation is not None:
        return Status("negated", "negation", negation)
    doubted = _doubted_party(parse, verb, cues)
    if doubted is not None:
        return doubted
    for c in (*verb.children, *(t.children if t is not verb else ())):
        child = parse.tokens[c]
        if child.dep in Dep.ADVERBIALS and ("adverb", child.lower) in cues.modals:
            found = cues.modals["adverb", child.lower]
            return Status(found.gives, found.id, c)
    return _mood(parse, t, verb, cues)


def _doubted_party(parse: Parse, verb: Token, cues: FactualityCues) -> Status | None:
    """ "Suspected rebels burned it", "burned, apparently by rebels": who did it is in doubt, and so the whole event."""
    for c in verb.children:
        child = parse.tokens[c]
        agent = child.dep == Dep.AGENT
        near = [*child.children]
        if agent:
            near += [g for n in child.children for g in parse.tokens[n].children]
            near += [c - 1] if c and parse.tokens[c - 1].pos == "ADV" else []
        elif child.dep != Dep.SUBJECT:
            continue
        for n in near:
            word = parse.tokens[n].lower
            if ("adverb", word) in cues.modals and cues.modals["adverb", word].gives == "possible" and agent:
                return Status("possible", cues.modals["adverb", word].id, n)
            if parse.tokens[n].dep in Dep.MODIFIERS and word in cues.modifiers:
                rule, value = cues.modifiers[word]
                if value == "possible":
                    return Status(value, rule, n)
    return None


def _mood(parse: Parse, t: Token, verb: Token, cues: FactualityCues) -> Status:
    """Imperatives and questions aren't facts."""
    sentence = parse.sentence_of(t.i)
    if t.head != t.i and verb.head != verb.i:
        opens = verb.i == sentence.first or parse.tokens[verb.i - 1].tag in ("``", "''")
        if (
            opens
            and verb.tag == Tag.BASE
            and parse.child(verb.i, *SUBJECTS, Dep.AUXILIARY, Dep.PASSIVE_AUXILIARY) is None
        ):
            return Status("hypothetical", "mood.imperative", verb.i)
        return ASSERTED
    tail = [parse.tokens[i] for i in range(max(sentence.first, sentence.last - 2), sentence.last)]
    if any(x.lower == "?" for x in tail) and not _asks_for_detail(parse, verb):
        return Status("possible", "mood.question", tail[-1].i)
    bare = verb.tag == Tag.BASE and parse.child(verb.i, *SUBJECTS, Dep.AUXILIARY, Dep.PASSIVE_AUXILIARY) is None
    if bare and verb.lemma not in cues.attitudes:
        return Status("hypothetical", "mood.imperative", verb.i)
    return ASSERTED
