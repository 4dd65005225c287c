"""The learned reader: windows, what it says, whole sides, the combination, and events that it finds in a story."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dateline.coding.reader import combine
from dateline.coding.reader.combination import SIDE_FEATURES, Combination, sigmoid
from dateline.coding.reader.combine import side_of_members
from dateline.coding.reader.model import MODELS, ReaderModel, read_card
from dateline.coding.reader.parties import Answer, PartyReader
from dateline.coding.reader.party_question import MARKS, MENTION_FEATURES, Question
from dateline.coding.reader.places_in_grammar import Surroundings
from dateline.coding.reader.proposals import Proposal
from dateline.coding.reader.reading import Look, Reading
from dateline.coding.reader.sides import Side, options, side_features
from dateline.coding.reader.windows import Window, cut, windows
from dateline.coding.scene import Scene, look_at
from dateline.errors import UsageError
from dateline.pages.source_and_story import Source, Story
from dateline.pipeline import code_page, code_text, read_text
from dateline.record import Document, Event
from dateline.spans import Span
from loaded import tools

SAMPLES = MODELS.parent / "samples"
STORY = (
    "The Chadian interior minister, Moussa Brahim, met farmers in the town of Kelo on Tuesday. Gunmen had stormed a "
    "police post there on Sunday and killed four officers. The attack was the third in a month.\n\n"
    "Brahim accused Libya of arming the gunmen and urged Tripoli to close the border. Libya rejected the charge. About "
    "200 students marched through N'Djamena and demanded that the minister resign, and police detained nine of them. "
    "The government said it would send 300 soldiers to the region and would ask the African Union for help."
)


class Letters:
    """A tokenizer whose pieces are words."""

    def encode(self, text: str, add_special_tokens: bool = True) -> Any:
        at = [(i, i + len(w)) for w, i in _words(text)]
        return type("Encoded", (), {"ids": [len(w) for w, _ in _words(text)], "offsets": at})()

    def token_to_id(self, token: str) -> int:
        return {"[CLS]": 101, "[SEP]": 102}[token]


def _words(text: str) -> list[tuple[str, int]]:
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((word, at))
        at += len(word)
    return found


def story_of(text: str) -> Story:
    document = Document("story", None, "text/plain", 0)
    return Story("story", document, None, None, None, None, (), None, "2024-05-15", None, "en", text)


def coded(text: str, opinion: bool = True) -> list[Event]:
    return list(code_text(story_of(text), tools(opinion)).events)


def scene_of(text: str) -> Scene:
    return look_at(read_text(story_of(text), tools()), tools().knowledge)


def test_sentences_share_a_window_until_it_is_full() -> None:
    text = "one two three. four five. six seven eight nine."
    sentences = [Span(0, 14), Span(15, 25), Span(26, 47)]
    made = windows(cut(text, sentences, Letters()), 8)
    assert [len(w.ids) for w in made] == [7, 6]
    assert made[0].ids[0] == 101
    assert made[0].ids[-1] == 102
    assert [s.of(text) for s in made[1].spans[1:-1]] == ["six", "seven", "eight", "nine."]


def test_a_sentence_longer_than_a_window_is_cut_and_the_next_one_whole() -> None:
    text = "a b c d e f g h i j. k l."
    made = windows(cut(text, [Span(0, 20), Span(21, 25)], Letters()), 6)
    assert [len(w.ids) for w in made] == [6, 4]
    assert made[1].spans[1].of(text) == "k"


def test_the_sentence_before_is_read_again_as_context() -> None:
    text = "one two three. four five. six seven eight nine."
    story = cut(text, [Span(0, 14), Span(15, 25), Span(26, 47)], Letters())
    first, second = windows(story, 8, context=3)
    assert (first.begins, second.begins) == (0, 26)
    assert [s.of(text) for s in second.spans[1:-1]] == ["four", "five.", "six", "seven", "eight", "nine."]
    # One that is too long, or that leaves no room, is not.
    assert len(windows(story, 8, context=1)[1].ids) == 6
    assert len(windows(story, 7, context=3)[1].ids) == 6


def test_pieces_of_the_context_and_the_marks_are_not_a_windows_own() -> None:
    text = "one two three. four five. six seven eight nine."
    story = cut(text, [Span(0, 14), Span(15, 25), Span(26, 47)], Letters())
    first, second = windows(story, 8, context=3)
    assert [s.of(text) for s in first.spans[first.own]] == ["one", "two", "three.", "four", "five."]
    assert [s.of(text) for s in second.spans[second.own]] == ["six", "seven", "eight", "nine."]


def reading(begins: int = 0) -> Reading:
    """Two pieces that name one act, and one that names another, of a window of five words."""
    spans = (Span(0, 0), *(Span(2 * i, 2 * i + 1) for i in range(5)), Span(0, 0))
    types = np.full((7, 3), [0.98, 0.01, 0.01])
    types[2], types[3], types[5] = [0.1, 0.8, 0.1], [0.3, 0.6, 0.1], [0.2, 0.1, 0.7]
    look = Look(Window((101, *range(5), 102), spans, begins), types, np.zeros((7, 3)), None)
    return Reading(("NONE", "AID", "ASSAULT"), ("asserted", "negated"), (look,))


def test_neighbouring_pieces_of_one_type_are_one_act() -> None:
    acts = list(reading().acts(0.5))
    assert [(a.span, a.best) for a in acts] == [(Span(2, 5), "AID"), (Span(8, 9), "ASSAULT")]
    assert acts[0].likely == pytest.approx(0.9)


def test_what_is_only_context_gives_no_act() -> None:
    assert [a.span for a in reading(begins=6).acts(0.5)] == [Span(8, 9)]


def test_how_likely_an_act_was_told_before_is_read_off_its_surest_piece() -> None:
    assert reading().repeats(next(reading().acts(0.5))) == 0.5


class Same:
    """Markers that say the same of whoever they are asked about, and remember the questions."""

    def __init__(self, model: ReaderModel) -> None:
        self.asked = list[Question]()
        self.memory = model.memory

    def judge(self, question: Question, kind: str, memory: Any) -> tuple[Any, Any]:
        self.asked.append(question)
        return np.tile([1.0, -1.0], (len(question.asked), 1)), np.array([2.0, 3.0])


def question_of(word: str, kind: str) -> tuple[Question, Answer, Scene]:
    """The question about a word of the story as an act of a type, and what is made of the answer."""
    model = ReaderModel.load()
    assert model is not None
    scene = scene_of(STORY)
    at = Span(i := STORY.index(word), i + len(word))
    read = model.read(scene.parse)
    act = read.act_at(at)
    assert act is not None
    proposal, same = Proposal(scene.parse.token_at(at.start), at, None, act), Same(model)
    answer = PartyReader(same, read, scene, Surroundings(scene)).answer(proposal, kind)  # type: ignore[arg-type]
    return same.asked[0], answer, scene


def test_the_reader_is_asked_about_whoever_is_named_around_the_act() -> None:
    question, answer, _ = question_of("rejected", "REJECT")
    named = {a.mention.span.of(STORY) for a in question.asked}
    assert {"Libya", "Brahim"} <= named
    marked = {a.mention.span.of(STORY): MARKS[a.mark] for a in question.asked}
    assert (marked["the charge"], marked["Libya"]) == ("thing", "somebody")
    # "The border" stands in the sentence before, and can't act.
    assert "the border" not in marked
    assert len(question.heads) == len(question.asked)
    # Five sentences before the act are more than anybody looks back.
    assert "The Chadian interior minister" not in " ".join(marked)
    subject = next(a for a in question.asked if a.mention.span.start == STORY.index("Libya rejected"))
    told = dict(zip(MENTION_FEATURES, subject.features, strict=True))
    assert (told["subject"], told["ahead"], told["no frame"], told["other sentence"]) == (1.0, 1.0, 1.0, 0.0)
    assert (answer.required, answer.exists) == (2.0, 3.0)
    assert len({s.entity for s in answer.seen}) == len(answer.seen) == len({a.mention.entity for a in question.asked})


def test_several_mentions_of_one_entity_make_it_a_little_surer() -> None:
    question, answer, _ = question_of("rejected", "REJECT")
    count = Counter(a.mention.entity for a in question.asked)
    assert all(s.actor == pytest.approx(1.0 + np.log(count[s.entity]) / 2) for s in answer.seen)


class Counted:
    """A network that counts how often it is run."""

    def __init__(self, network: Any) -> None:
        self.network, self.runs = network, 0

    def run(self, names: list[str] | None, given: dict[str, Any]) -> Any:
        self.runs += 1
        return self.network.run(names, given)


def counted() -> tuple[ReaderModel, Counted]:
    """The shipped reader, and the upper half of its encoder."""
    model = ReaderModel.load()
    assert model is not None
    model._upper = upper = Counted(model._upper)
    return model, upper


def test_a_window_in_which_no_word_may_name_an_act_is_not_read_on() -> None:
    model, upper = counted()
    dull = model.read(scene_of("The lake is ninety metres deep and its water is green. Its shores are flat.").parse)
    assert upper.runs == 0
    assert list(dull.acts(0.02)) == []
    assert dull.repeats(dull.act_at(Span(4, 8))) < 0.01  # type: ignore[arg-type]
    assert list(model.read(scene_of(STORY).parse).acts(0.5)) != []
    assert upper.runs > 0


def test_markers_see_of_a_window_that_was_not_read_on_what_they_see_of_others() -> None:
    model, upper = counted()
    (look,) = model.read(scene_of("The lake is ninety metres deep and its water is green.").parse).looks
    assert (look.memory, upper.runs) == (None, 0)
    memory = model.memory(look)
    assert upper.runs == 1
    assert memory.states.shape == (len(look.window.ids), 384)
    assert {seen.shape for seen in memory.seen} == {(12, len(look.window.ids), 32)}


class Weights(Combination):
    """A combination by which one type is as likely as is said before the markers are asked."""

    def share(self, name: str, features: Any) -> float:
        return {1.0: 0.8, 0.0: self.trust}[features[1]]


@pytest.mark.parametrize(("other", "asked"), [(0.75, ["AID", "ASSAULT"]), (0.6, ["AID"]), (0.85, ["AID", "ASSAULT"])])
def test_of_two_types_one_that_is_clearly_less_likely_is_not_asked_about(
    monkeypatch: pytest.MonkeyPatch, other: float, asked: list[str]
) -> None:
    monkeypatch.setattr(combine, "first_features", lambda _, kind, scene: [1.0, float(kind == "AID")])
    proposal = type("Proposed", (), {"types": ("AID", "ASSAULT")})()
    found = combine._asked(proposal, None, Weights({}, other, 0.0, 0.3, 0.25))  # type: ignore[arg-type]
    assert [kind for kind, _ in found] == asked


SHARES = {1: (0.9, 0.02), 2: (0.5, 0.1), 3: (0.1, 0.6)}


def test_sides_offer_nobody_the_likeliest_and_the_frames_choice() -> None:
    found = options(Side(SHARES, 0, frozenset({3}), False))
    assert frozenset() in found
    assert frozenset({1}) in found
    assert frozenset({1, 2}) in found
    assert frozenset({3}) in found
    assert found == options(Side(dict(reversed(SHARES.items())), 0, frozenset({3}), False))


def test_all_who_take_part_in_an_act_without_sides_are_one_set() -> None:
    seen = Proposal(0, Span(0, 1), None, next(reading().acts(0.5)))
    side = side_of_members(seen, {1: 0.9, 2: 0.8, 3: 0.1}, {})
    assert side.symmetric
    assert frozenset({1, 2}) in options(side)
    assert side.other(1) == 0.0


def test_features_of_a_side_tell_the_frames_choice_from_others() -> None:
    side = Side(SHARES, 0, frozenset({1}), False)
    own, other = (dict(zip(SIDE_FEATURES, side_features(frozenset(s), side), strict=True)) for s in ({1}, {2}))
    assert (own["frame's"], own["other than frame's"]) == (1.0, 0.0)
    assert (other["frame's"], other["other than frame's"]) == (0.0, 1.0)
    assert own["most outside"] < other["most outside"]


def test_a_card_made_for_other_features_is_refused(tmp_path: Path) -> None:
    card = json.loads((MODELS / "reader.json").read_text(encoding="utf-8"))
    card["combination"]["party_features"][3] = "something else"
    (tmp_path / "reader.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(UsageError, match="other party features"):
        read_card(tmp_path / "reader.json")


def test_a_combination_that_lacks_weights_is_refused(tmp_path: Path) -> None:
    card = json.loads((MODELS / "reader.json").read_text(encoding="utf-8"))
    del card["combination"]["either"]
    card["combination"]["least"] = 0.5
    (tmp_path / "reader.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(UsageError, match=r"reader.json: the combination lacks either"):
        read_card(tmp_path / "reader.json")


@pytest.mark.parametrize("name", ["marks", "mention_features"])
def test_a_network_trained_with_other_marks_is_refused(tmp_path: Path, name: str) -> None:
    card = json.loads((MODELS / "reader.json").read_text(encoding="utf-8"))
    card[name][1] = "something else"
    (tmp_path / "reader.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(UsageError, match=f"other {name.replace('_', ' ')}"):
        read_card(tmp_path / "reader.json")


@pytest.mark.parametrize(("text", "said"), [("{", "no model card"), ("{}", "lacks encoder")])
def test_a_broken_card_is_named_with_the_reason(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "reader.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=f"reader.json.*{said}"):
        read_card(tmp_path / "reader.json")


def test_a_folder_without_a_model_gives_none(tmp_path: Path) -> None:
    assert ReaderModel.load(tmp_path) is None


def test_the_shipped_card_tells_how_the_model_was_made() -> None:
    card, combination = read_card(MODELS / "reader.json")
    assert card.types[0] == "NONE"
    assert len(card.types) == 17
    assert isinstance(combination, Combination)
    assert 0 < combination.least < 1


def test_sigmoid_holds_for_far_odds() -> None:
    assert sigmoid([1000.0], [1.0]) == pytest.approx(1.0)
    assert sigmoid([-1000.0], [1.0]) == pytest.approx(0.0)


def test_a_story_gives_its_acts_with_calibrated_confidence() -> None:
    events = coded(STORY)
    assert {"CONSULT", "ASSAULT", "ACCUSE", "REQUEST", "REJECT", "PROTEST", "COERCE"} <= {e.event_type for e in events}
    assert all(0 < e.confidence < 1 and e.confidence_parties is not None for e in events)
    assert events == coded(STORY)


def test_a_second_telling_points_to_the_first_and_takes_over_its_parties() -> None:
    again = next(e for e in coded(STORY) if e.trigger.of(STORY) == "attack")
    first = next(e for e in coded(STORY) if e.id == again.same_as)
    assert first.trigger.start < again.trigger.start
    assert first.event_type == again.event_type == "ASSAULT"
    assert again.actors == first.actors != ()
    assert {d.rule for d in again.decisions if d.field == "same_as"} == {"retold.first"}


def test_explanations_tell_what_frame_and_reader_said() -> None:
    event = next(e for e in coded(STORY) if e.event_type == "ACCUSE")
    notes = {d.field: d.note for d in event.decisions}
    assert "the reader gives ACCUSE" in notes["event_type"]
    assert "pattern" in notes["event_type"]
    assert "Moussa Brahim" in notes["actors"]


def test_without_the_reader_frames_alone_decide() -> None:
    events = coded(STORY, opinion=False)
    assert events
    assert all(e.confidence_parties is None and not e.rule.startswith("reader.") for e in events)


BLAMED = (
    "Nine soldiers were wounded and a captain was abducted near the town of Kelo on Sunday. The post had been built "
    "in March. Farmers from three villages said that they had heard shots for an hour before the road was closed to "
    "lorries and buses. Interior minister Moussa Brahim said that the Salamat Liberation Front was behind the raid. "
    "The Front denied that. About 200 students marched through N'Djamena on Monday and demanded that the minister "
    "resign, and police detained nine."
)


def test_whoever_is_only_blamed_is_no_actor_of_what_the_outlet_tells() -> None:
    told = [e for e in coded(BLAMED) if e.statement is None and e.trigger.start < BLAMED.index("near the town")]
    assert told
    assert all("salamat" not in actor for e in told for actor in e.actors)


def test_what_a_source_denies_is_negated_whatever_the_reader_takes_it_for() -> None:
    page = SAMPLES / "state_agency.html"
    (record,) = code_page(page.read_bytes(), Source(page.name), tools(True))
    asked = next(e for e in record.events if e.trigger.of(record.text) == "asked for")
    assert asked.factuality == "negated"
