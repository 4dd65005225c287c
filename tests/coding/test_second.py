"""What the learned opinion may change in a story's events."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.coding.find_events import code_events
from dateline.coding.opinion.learned_opinion import NONE, Judgement, Marked
from dateline.pages.types import Story
from dateline.pipeline import code_text
from dateline.record import Document, Event
from loaded import tools

TOOLS = tools()
TYPES = list(TOOLS.knowledge.ontology.types)


class Says:
    """An opinion that always gives one type this share, and keeps what it was asked."""

    def __init__(self, kind: str, share: float) -> None:
        self.kind, self.share, self.asked = kind, share, []

    def judge(self, candidates: Sequence[Marked]) -> list[Judgement]:
        """The same answer for all."""
        self.asked += candidates
        rest = (1 - self.share) / len(TYPES)
        answer = {k: self.share if k == self.kind else rest for k in [*TYPES, NONE]}
        return [Judgement(answer) for _ in candidates]


def events(text: str, says: Says | None = None) -> tuple[Event, ...]:
    document = Document("story", None, "text/plain", 0)
    story = Story("story", document, None, None, None, None, (), None, None, None, "en", text)
    return code_events(code_text(story, TOOLS).statements, TOOLS.knowledge, says).events  # type: ignore[arg-type]


NO_FRAME = "Russia and its generals gobsmacked Ukraine with a long sigh."


def test_a_sentence_without_frame_gets_what_the_model_is_sure_of() -> None:
    assert events(NO_FRAME) == ()
    (event,) = events(NO_FRAME, Says("SANCTION", 0.96))
    assert (event.event_type, event.rule) == ("SANCTION", "model.sanction")
    assert NO_FRAME[event.trigger.start : event.trigger.end] == "gobsmacked"
    assert event.decisions[0].note.startswith("no frame; the model gives SANCTION 0.96")


def test_what_the_model_is_not_sure_of_is_left_out() -> None:
    assert events(NO_FRAME, Says("SANCTION", 0.6)) == ()
    assert events(NO_FRAME, Says(NONE, 0.9)) == ()


def test_a_sentence_without_a_power_is_not_asked_about() -> None:
    says = Says("ASSAULT", 0.99)
    assert events("The cook gobsmacked the waiter with a long sigh in the kitchen.", says) == ()
    assert says.asked == []


FRAMED = "France on Monday strongly condemned Morocco in a statement that it read to reporters."


def test_a_frame_that_is_sure_is_not_overruled() -> None:
    (alone,) = events(FRAMED)
    (event,) = [e for e in events(FRAMED, Says("AID", 0.99)) if e.trigger == alone.trigger]
    assert (event.event_type, event.confidence) == (alone.event_type, alone.confidence)


@pytest.mark.parametrize(("share", "expected"), [(0.95, "model.aid"), (0.5, "frame")])
def test_a_doubtful_frame_yields_only_to_a_sure_model(monkeypatch, share: float, expected: str) -> None:
    monkeypatch.setattr("dateline.coding.opinion.thresholds.DOUBTFUL", 1.1)
    (alone,) = events(FRAMED)
    event = next(e for e in events(FRAMED, Says("AID", share)) if e.trigger == alone.trigger)
    assert (event.rule if expected != "frame" else "frame") == expected
    assert (event.event_type == "AID") == (expected == "model.aid")


def test_events_stay_in_text_order_with_their_own_numbers() -> None:
    text = f"{FRAMED} {NO_FRAME} Germany condemned Algeria over the arrests."
    found = events(text, Says("SANCTION", 0.9))
    assert [e.id for e in found] == [f"story-e{n}" for n in range(len(found))]
    assert [e.trigger.start for e in found] == sorted(e.trigger.start for e in found)
    assert "model.sanction" in {e.rule for e in found}


def test_confidence_grows_with_what_frame_and_model_give() -> None:
    from dateline.coding.opinion.second_opinion import calibrated

    assert calibrated(0.7, 0.05, 0.9) > calibrated(0.7, 0.05, 0.3) > calibrated(0.7, 0.6, 0.3)
    assert calibrated(0.9, 0.05, 0.9) > calibrated(0.5, 0.05, 0.9)
    assert 0 < calibrated(0.0, 1.0, 0.0) < calibrated(1.0, 0.0, 1.0) < 1
