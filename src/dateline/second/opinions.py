"""Opinions on the events of a story, as decisions that say that they are somebody else's."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from dateline.knowledge.ontology import Ontology
from dateline.record import Decision, Event, StoryRecord
from dateline.second.endpoint import Message, NoAnswerError
from dateline.second.question import NONE, Answer, answer_of, question

FIELD = "second_opinion"
Ask = Callable[[Sequence[Message]], str]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What came back about an event: a decision, or why there is none."""

    event: str
    decision: Decision | None
    agrees: bool = False
    fault: str = ""


def rule_of(model: str) -> str:
    """The rule that opinions of a model stand under."""
    return f"second-opinion.{re.sub(r'[^A-Za-z0-9._:/-]+', '-', model)[:80]}"


def has_opinion(event: Event, model: str) -> bool:
    """Whether a model has been asked about an event."""
    return any(d.field == FIELD and d.rule == rule_of(model) for d in event.decisions)


def opinions(
    record: StoryRecord, wanted: Collection[str], ask: Ask, model: str, ontology: Ontology
) -> Iterator[Opinion]:
    """Ask about some events of a story.

    Args:
        record: the story.
        wanted: ids of the events.
        ask: puts a question to the model.
        model: its name.
        ontology: the types that it may answer with.

    Raises:
        InputError: the model can't be asked.
    """
    for event in record.events:
        if event.id not in wanted:
            continue
        try:
            answer = answer_of(ask(question(record, event, ontology)), ontology)
        except NoAnswerError as error:
            yield Opinion(event.id, None, fault=str(error))
            continue
        agrees = (answer.event_type, answer.factuality) == (event.event_type, event.factuality)
        yield Opinion(event.id, Decision(FIELD, rule_of(model), event.trigger, _note(answer, event)), agrees)


def _note(answer: Answer, event: Event) -> str:
    """An answer beside what was coded, on one line."""
    if answer.event_type == NONE:
        return "another coder's opinion, not Dateline's: no event here"
    said = f"{answer.event_type}, {answer.factuality}"
    if answer.event_type != event.event_type:
        how = "another type"
    else:
        how = "the same" if answer.factuality == event.factuality else "another factuality"
    return f"another coder's opinion, not Dateline's: {said} ({how})"
