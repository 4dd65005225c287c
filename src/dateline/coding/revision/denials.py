"""Who denies what others claim accuses nobody: a finding that says so is a refusal, or nothing beside one."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.coding.build import Finding
from dateline.coding.scene import Scene
from dateline.language.labels import Dep
from dateline.record import Statement
from dateline.spans import Span


def without_denied(finding: Finding, refusals: Iterable[Finding], scene: Scene) -> Finding | None:
    """A finding, the refusal that it is where its words deny a charge, or None where a denial tells it already.

    Args:
        finding: of any type; only an accusation may become another one.
        refusals: what the frames took for refusals.
        scene: the story.
    """
    if finding.event_type != "ACCUSE":
        return finding
    if _denials(finding.trigger, scene):
        return next((f for f in refusals if f.head == finding.head), finding)
    return None if _is_denied_by_its_actors(finding, scene) else finding


def _is_denied_by_its_actors(finding: Finding, scene: Scene) -> bool:
    """Whether a charge is only named as what those who are said to make it deny: "denied the charge"."""
    tokens = scene.parse.tokens
    noun = tokens[finding.head]
    if noun.pos != "NOUN" or noun.dep not in Dep.UNDERGOERS:
        return False
    denied = _denials(tokens[noun.head].span, scene)
    speakers = {s.chain[-1].actor for s in denied if s.content.holds(noun.span)}
    own = {scene.mentions.entities[n].actor.id for n in finding.actors}
    return bool(denied) and own <= speakers


def _denials(words: Span, scene: Scene) -> list[Statement]:
    """The statements that deny something with a verb among some words."""
    return [s for s in scene.statements.by_cue(words) if s.stance == "denies" and s.chain]
