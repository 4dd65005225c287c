"""Why a rule stops, in words for somebody who knows the notation of patterns and no code."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.coding.duplicates import Lapse
from dateline.coding.frames.candidates import Candidate, Refused, trigger_span
from dateline.coding.scene import Scene
from dateline.coding.standing import weight_of
from dateline.knowledge.frames import ANY, Pattern, Step
from dateline.language.grammar.clauses import Clauses
from dateline.language.match import Match, Stop, nouns_at
from dateline.mentions.mentioned import Entity

MANY = 6  # words of a list that are shown
EXCLUDES = "the words are no event: that is what an exclusion says"
UNSPOKEN = "nobody in the text says or wills it (an order, or an infinitive without a subject)"
KIND = "it only tells what kind of people or things the noun behind it names"
CLAUSES = {"inf": "an infinitive with 'to'", "ing": "a verb in -ing", "that": "a clause with a finite verb"}
VOICES = {True: "the passive", False: "the active"}


def listed(found: Iterable[str], joint: str = "or") -> str:
    """Words in quotation marks: 'a', 'b' or 'c'; of many the first few."""
    quoted = [f"'{w}'" for w in found]
    if len(quoted) > MANY:
        return ", ".join(quoted[:MANY]) + f" {joint} {len(quoted) - MANY} more"
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + f" {joint} {quoted[-1]}" if quoted else "nothing"


def stopped(stop: Stop, pattern: Pattern, clauses: Clauses) -> str:
    """Why a pattern does not hold on a word of the right kind."""
    tokens = clauses.parse.tokens
    head = tokens[stop.tokens[0]].text
    if isinstance(stop.at, Step):
        return _step_missing(stop, stop.at, clauses)
    if stop.at == "before":
        wanted = " and ".join(listed(sorted(b)) for b in pattern.before)
        return f"the pattern wants {wanted} before '{head}'"
    if stop.at == "voice":
        wants = bool(pattern.rule.passive)
        return f"the rule wants {VOICES[wants]}, '{head}' is in {VOICES[not wants]}"
    return f"the rule wants '{head}' {'with' if pattern.rule.negated else 'without'} 'not', 'never' or 'no' on it"


def _step_missing(stop: Stop, step: Step, clauses: Clauses) -> str:
    """Which word, object or clause a pattern misses, and what stands in its place."""
    head = clauses.parse.tokens[stop.tokens[0]]
    some = step.words == ANY
    if step.kind == "object":
        return _object_missing(stop, step, clauses)
    if step.kind == "word":
        held = [clauses.parse.tokens[c].lower for c in head.children if clauses.parse.tokens[c].pos in {"ADP", "PART"}]
        there = f"; on it hangs {listed(held, 'and')}" if held else ""
        return f"the pattern wants {listed(sorted(step.words))} on '{head.text}' or after it{there}"
    named = "" if some else f" of {listed(sorted(step.words))}"
    return f"the pattern wants {CLAUSES[step.kind]}{named}; none hangs on '{head.text}'"


def _object_missing(stop: Stop, step: Step, clauses: Clauses) -> str:
    """The wrong object, or none."""
    tokens = clauses.parse.tokens
    head = tokens[stop.tokens[0]]
    place = f"governed by '{tokens[stop.last].text}'" if stop.last is not None else f"as the object of '{head.text}'"
    wanted = "a noun" if step.words == ANY else listed(sorted(step.words))
    there = [tokens[n].text for n in dict.fromkeys(nouns_at(head.i, stop.last, clauses))]
    said = f"the pattern wants {wanted} {place}; " + (f"there is {listed(there, 'and')}" if there else "there is none")
    sentence = clauses.parse.sentence_of(head.i)
    apart = [t.text for t in tokens[sentence.first : sentence.last] if t.lemma in step.words and t.text not in there]
    return f"{said} ({listed(apart, 'and')} is in the sentence, in another place)" if apart else said


def refused(refusal: Refused, match: Match, scene: Scene) -> str:
    """Why a rule does not take words that its pattern fits."""
    rule = match.pattern.rule
    if refusal.why in {"actor", "recipient"}:
        return _wrong_kind(refusal, match, scene)
    there = listed(sorted(refusal.words), "and")
    return {
        "weak": "the rule is marked weak: it is asked for given pairs only, not in running text",
        "unless": f"{there} hangs on the words, the rule has it under 'unless'",
        "unless_sentence": f"{there} is in the sentence, the rule has it under 'unless_sentence'",
        "needs": f"the rule needs {listed(sorted(rule.needs))} hanging on the words",
        "needs_sentence": f"the rule needs {listed(sorted(rule.needs_sentence))} in the sentence",
        "time": "a preposition of the pattern governs a time here",
    }[refusal.why]


def _wrong_kind(refusal: Refused, match: Match, scene: Scene) -> str:
    """An actor or recipient that is missing or of another kind than the rule wants."""
    rule, roles, filled = match.pattern.rule, match.pattern.roles, refusal.filled
    acts = refusal.why == "actor"
    kinds = ", ".join(sorted(rule.actor_kinds if acts else rule.recipient_kinds))
    found = (filled.actors if acts else filled.recipients or filled.actors) if filled is not None else ()
    entities = [scene.mentions.entities[n] for n in found]
    if not entities:
        slots = "|".join(roles.actor if acts else roles.recipient) or "-"
        return f"nobody is found as {refusal.why} (slots {slots}), the rule wants: {kinds}"
    said = " and ".join(f"'{e.actor.name}' is {_kind(e)}" for e in entities)
    return f"the {refusal.why} {said}, the rule wants: {kinds}"


def _kind(entity: Entity) -> str:
    return f"of the kind {entity.actor.kind}" if entity.is_actor else "a thing"


def outdone(match: Match, winner: Match) -> str:
    """Why another rule decides on a word."""
    pattern, best = match.pattern, winner.pattern
    took = f"{best.rule.id} took the word: its pattern '{best.text}'"
    if best.weight > pattern.weight:
        return f"{took} is more specific or stronger ({best.weight:.2f}, this one {pattern.weight:.2f})"
    return f"{took} weighs the same ({best.weight:.2f}) and stands first"


def taken(outer: Candidate, clauses: Clauses) -> str:
    """The act of which another one is a part."""
    what = "the exclusion" if outer.rule.event_type == "NONE" else outer.rule.event_type
    quoted = trigger_span(outer.match, clauses).of(clauses.parse.text)
    return f"the word is part of '{quoted}', which {what} {outer.rule.id} took"


def lapse(found: Lapse, candidate: Candidate, clauses: Clauses) -> str:
    """Why a candidate tells no act of its own."""
    if found.why == "kind":
        return KIND
    if found.by is None:
        slots = candidate.match.pattern.roles
        nobody = f"nobody is found in it (actor slots {'|'.join(slots.actor) or '-'}, "
        nobody += f"recipient slots {'|'.join(slots.recipient) or '-'})"
        return nobody if found.why == "nobody" else "an infinitive that nobody in particular does"
    outer = found.by
    quoted = clauses.parse.tokens[outer.match.head].text
    told = "asked for by" if found.why == "asked for" else "the same act as"
    return f"it is {told} '{quoted}' ({outer.rule.event_type}, {outer.rule.id})"


def standing(candidate: Candidate, scene: Scene) -> str:
    """How much political weight an act has, and needs."""
    filled, head = candidate.filled, candidate.match.head
    has = scene.standing(filled, head, candidate.rule.kind.political)
    entities = [scene.mentions.entities[n] for n in (*filled.actors, *filled.recipients)]
    weights = ", ".join(f"{e.actor.name} {weight_of(e, scene.ambiguous):g}" for e in entities) or "nobody"
    topic = scene.topics[scene.parse.sentence_of(head).paragraph]
    quiet = "; the paragraph is about a topic without politics" if topic.quiet else ""
    return f"not of enough political standing: {has:g}, {scene.enough:g} is needed (parties: {weights}{quiet})"
