"""Ships, planes and trucks with relief aboard: their coming is help, not a show of force, whoever they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.coding.build import Finding
from dateline.coding.scene import Scene
from dateline.language.grammar.clauses import Clauses
from dateline.language.labels import Dep
from dateline.record import Decision

RULE = "aid.aboard"


def as_help(finding: Finding, scene: Scene) -> Finding:
    """A finding, which is help where a movement of forces, or a visit, brings relief."""
    moved = finding.event_type == "MOBILIZE" or (finding.event_type == "CONSULT" and finding.recipients)
    if not moved or not _brings_relief(finding.head, scene.clauses):
        return finding
    why = Decision("event_type", RULE, finding.trigger, f"relief is aboard; {finding.rule} gave {finding.event_type}")
    decisions = (why, *(d for d in finding.decisions if d.field != "event_type"))
    return replace(finding, event_type="AID", modes=(), rule=RULE, decisions=decisions)


def _brings_relief(head: int, clauses: Clauses) -> bool:
    """Whether the act of a word is done by, or to, a carrier with relief aboard: "a navy ship with water arrived"."""
    parse = clauses.parse
    if parse.tokens[head].pos not in {"VERB", "AUX"}:
        return False
    moved = (clauses.subject(head), clauses.object(head))
    return any(
        parse.tokens[i].lemma in clauses.words("carriers") and any(_is_relief(c, clauses) for c in _aboard(i, clauses))
        for noun in moved if noun is not None for i in clauses.coordinated(noun)
    )  # fmt: skip


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


def _is_relief(noun: int, clauses: Clauses) -> bool:
    """Whether a noun, one joined to it or what it counts is relief: "40 tonnes of rice"."""
    tokens = clauses.parse.tokens
    named = (clauses.content_noun(i) for i in clauses.coordinated(noun))
    return any(
        tokens[i].lemma in clauses.words("necessities")
        or any(f"{tokens[c].lower}_{tokens[i].lemma}" in clauses.words("necessities") for c in tokens[i].children)
        for i in named
    )
