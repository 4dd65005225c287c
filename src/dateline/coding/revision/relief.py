"""Ships, planes and trucks with relief aboard: their coming is help, not a show of force, whoever they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.coding.build import Finding
from dateline.coding.frames.parties import FORCES
from dateline.coding.scene import Scene
from dateline.language.grammar.clauses import Clauses
from dateline.language.labels import Dep
from dateline.record import Decision

RULE = "aid.aboard"


def as_help(finding: Finding, scene: Scene) -> Finding:
    """A finding, which is help where a movement of forces, or a visit, brings relief."""
    moved = finding.event_type == "MOBILIZE" or (finding.event_type == "CONSULT" and finding.recipients)
    if not moved or not _brings_relief(finding.head, scene):
        return finding
    why = Decision("event_type", RULE, finding.trigger, f"relief is aboard; {finding.rule} gave {finding.event_type}")
    decisions = (why, *(d for d in finding.decisions if d.field != "event_type"))
    return replace(finding, event_type="AID", modes=(), rule=RULE, decisions=decisions)


def _brings_relief(head: int, scene: Scene) -> bool:
    """Whether the act of a word is done by, or to, a carrier with relief aboard: "a navy ship with water arrived"."""
    clauses = scene.clauses
    if clauses.parse.tokens[head].pos not in {"VERB", "AUX"}:
        return False
    moved = (clauses.subject(head), clauses.object(head))
    carriers = (i for noun in moved if noun is not None for i in clauses.coordinated(noun))
    return any(clauses.parse.tokens[i].lemma in clauses.words("carriers") and _helps(i, scene) for i in carriers)


def _helps(carrier: int, scene: Scene) -> bool:
    """Whether a carrier has relief aboard, and neither arms nor troops beside it."""
    clauses = scene.clauses
    aboard = [clauses.content_noun(i) for noun in _aboard(carrier, clauses) for i in clauses.coordinated(noun)]
    if not any(_is_one_of("necessities", i, clauses) for i in aboard):
        return False
    return not any(_is_one_of("arms", i, clauses) or _is_troops(i, scene) for i in aboard)


def _aboard(carrier: int, clauses: Clauses) -> Iterator[int]:
    """The nouns that tell what a carrier brings: "an aid convoy", "a ship with water", "a plane carrying tents"."""
    parse = clauses.parse
    yield from parse.children(carrier, Dep.COMPOUND)
    loading = parse.children(carrier, Dep.NOUN_CLAUSE)
    for owner in (carrier, *loading):
        for prep in parse.children(owner, Dep.PREP):
            if parse.tokens[prep].lower in {"with", "of"}:
                yield from parse.children(prep, Dep.PREP_OBJECT)
    for verb in loading:
        yield from parse.children(verb, Dep.OBJECT)


def _is_one_of(words: str, noun: int, clauses: Clauses) -> bool:
    """Whether a noun is one of a word set, alone or with a word in front of it ("medical_supply")."""
    tokens, held = clauses.parse.tokens, clauses.words(words)
    lemma = tokens[noun].lemma
    return lemma in held or any(f"{tokens[c].lower}_{lemma}" in held for c in tokens[noun].children)


def _is_troops(noun: int, scene: Scene) -> bool:
    """Whether a noun names an armed force: marines aboard, no navy that owns the ship."""
    found = scene.mentions.at(noun)
    if found is None or scene.parse.tokens[noun].dep == Dep.COMPOUND:
        return False
    return scene.mentions.entity(found).actor.kind in FORCES
