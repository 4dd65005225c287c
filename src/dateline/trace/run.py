"""A text through all stages, with all that is decided on the way: what ``dateline try`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from dateline.coding.frames.candidates import trigger_span
from dateline.errors import UsageError
from dateline.knowledge.frames import Frames, Rule
from dateline.knowledge.locate import RuleFiles
from dateline.pages.source_and_story import Story
from dateline.pipeline import read_text
from dateline.record import Document, Event
from dateline.tools import Tools
from dateline.trace import reading
from dateline.trace.fates import Fate, Followed, follow
from dateline.trace.learned import ask
from dateline.trace.places import Places
from dateline.trace.stops import heads_of, stop_of
from dateline.trace.trial_rows import CandidateRow, EventRow, RuleRow, Trial

LONGEST = 20_000  # characters of a text


def try_text(text: str, tools: Tools, rules: Sequence[str] = (), published: str | None = None) -> Trial:
    """Take a text through the stages and tell what each makes of it.

    Args:
        text: a sentence, or a few paragraphs.
        tools: knowledge, models, settings.
        rules: ids of the rules to tell of; without any, the user's own ones that have a word of the text.
        published: ISO date from which "on Monday" is counted.

    Raises:
        UsageError: no text, too much of it, or a rule that isn't there.
    """
    if not text.strip():
        raise UsageError("there is no text to try")
    if len(text) > LONGEST:
        raise UsageError(f"the text has {len(text):,} characters; give a passage of {LONGEST:,} at most")
    frames, places = tools.knowledge.frames, Places(RuleFiles.over(tools.settings.knowledge))
    named = [rule_of(rule, frames) for rule in rules]
    statements = read_text(_story(text, published, tools.language.code), tools)
    followed = follow(statements, tools.knowledge)
    events, says, gone = ask(followed.events, followed.scene, tools.reader)
    left_out = frozenset(f.match.head for f in followed.fates if any(f.event is e for e in gone))
    return Trial(
        text=statements.mentions.parse.text, knowledge=tools.knowledge.version,
        sentences=reading.sentences(followed.scene.clauses),
        mentions=reading.mentions(statements.mentions, places), statements=reading.statements(statements, places),
        candidates=tuple(_candidate(f, followed, places, left_out) for f in followed.fates),
        learned=tuple(says), events=tuple(_event(e, followed) for e in events),
        rules=_rules(named or None, followed, frames, places, left_out), asked=tools.reader is not None,
    )  # fmt: skip


def rule_of(rule: str, frames: Frames) -> Rule:
    """A rule by its id.

    Raises:
        UsageError: there is none; the message names those that are called alike.
    """
    if rule in frames.rules:
        return frames.rules[rule]
    alike = get_close_matches(rule, frames.rules, 3, 0.6)
    hint = f"; there is {', '.join(alike)}" if alike else ""
    raise UsageError(f"--rule {rule}: the knowledge has no such rule of frames{hint}")


def _story(text: str, published: str | None, language: str) -> Story:
    """A text as a story of its own."""
    document = Document(None, None, "text/plain", 0)
    return Story(
        "try", document, None, None, None, None, (), None, published, "given" if published else None, language, text
    )


def _candidate(fate: Fate, followed: Followed, places: Places, left_out: frozenset[int]) -> CandidateRow:
    pattern, scene = fate.match.pattern, followed.scene
    dropped = fate.event is not None and fate.match.head in left_out
    filled = fate.filled
    return CandidateRow(
        rule=pattern.rule.id, type=pattern.rule.event_type, where=places.of_frame(pattern.rule), pattern=pattern.text,
        word=scene.parse.tokens[fate.match.head].text,
        words=trigger_span(fate.match, scene.clauses).of(scene.parse.text),
        actors=_names(filled.actors if filled else (), followed),
        recipients=_names(filled.recipients if filled else (), followed),
        outcome="left out by model" if dropped else fate.outcome,
        why="the learned part leaves it out" if dropped else fate.why,
    )  # fmt: skip


def _names(numbers: Iterable[int], followed: Followed) -> tuple[str, ...]:
    return tuple(followed.scene.mentions.entities[n].actor.name for n in numbers)


def _event(event: Event, followed: Followed) -> EventRow:
    mentions = followed.scene.mentions
    said = next((s for s in followed.scene.statements.statements if s.id == event.statement), None)
    return EventRow(
        type=event.event_type, modes=event.modes, factuality=event.factuality, confidence=event.confidence,
        actors=tuple(mentions.by_actor[a].actor.name for a in event.actors),
        recipients=tuple(mentions.by_actor[a].actor.name for a in event.recipients),
        said_by=tuple(mentions.by_actor[link.actor].actor.name for link in said.chain) if said else (),
        date=event.date.value if event.date else None, place=event.place.name if event.place else None,
        rule=event.rule, words=event.trigger.of(mentions.parse.text),
    )  # fmt: skip


def _rules(
    named: list[Rule] | None, followed: Followed, frames: Frames, places: Places, left_out: frozenset[int]
) -> tuple[RuleRow, ...]:
    """The rules that were asked about, else the user's own ones that have a word of the text."""
    chosen = named if named is not None else [r for r in frames.rules.values() if places.own(r)]
    rows = [stop_of(r, followed, frames, places.of_frame(r), left_out) for r in chosen if heads_of(r.id, frames)]
    return tuple(row for row in rows if named is not None or any(s.word is not None for s in row.stops))
