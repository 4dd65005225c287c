"""What two codings of the same stories have otherwise."""

from __future__ import annotations

import dataclasses
import tracemalloc
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.compare.changes import EventChange, Summary
from dateline.compare.renamed import renamed_rules
from dateline.compare.run import FIELDS, Comparison
from dateline.compare.stories import sentence_around
from dateline.compare.views import View
from dateline.errors import InputError, StoreError, UsageError
from dateline.record import Actor, Event, Statement, StoryRecord
from dateline.spans import Span
from dateline.store.rows.typed_rows import DocumentRow
from dateline.store.store import Store
from records import make_record


def jsonl(path: Path, records: Iterable[StoryRecord]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(r.to_json() + "\n" for r in records)
    return path


def compare(
    tmp_path: Path, old: list[StoryRecord], new: list[StoryRecord], renamed: dict[str, str] | None = None,
    ignore: Iterable[str] = (),
) -> tuple[list[EventChange], Summary]:  # fmt: skip
    paths = jsonl(tmp_path / "old.jsonl", old), jsonl(tmp_path / "new.jsonl", new)
    comparison = Comparison(*paths, renamed or {}, frozenset(ignore))
    return list(comparison.changes()), comparison.summary


def with_event(record: StoryRecord, number: int, **fields: object) -> StoryRecord:
    events = list(record.events)
    events[number] = replace(events[number], **fields)  # type: ignore[arg-type]
    return replace(record, events=tuple(events))


A, B = make_record("a"), make_record("b")


def test_the_same_records_in_any_order_differ_in_nothing(tmp_path: Path) -> None:
    changes, summary = compare(tmp_path, [A, B], [replace(B, version="other"), A])
    assert changes == [] and not summary.differ
    assert (summary.stories.compared, summary.events.same, summary.statements.same) == (2, 4, 2)


def test_an_event_that_is_gone_and_one_that_is_new(tmp_path: Path) -> None:
    less = replace(A, events=A.events[1:])
    ((gone,), summary) = compare(tmp_path, [A], [less])
    assert (gone.change, gone.old_type, gone.new_type, gone.words) == ("gone", "CONSULT", None, "met")
    assert (gone.old_actors, gone.sentence) == ("Ruritania", "Ruritania met Borduria in Szohod.")
    assert (summary.events.gone, summary.events.same, summary.types["CONSULT"].gone) == (1, 1, 1)
    ((new,), summary) = compare(tmp_path, [less], [A])
    assert (new.change, new.new_rule, summary.rules["consult.meet"].new) == ("new", "consult.meet", 1)


def test_an_event_of_another_type_is_one_change_not_two(tmp_path: Path) -> None:
    ((row,), summary) = compare(tmp_path, [A], [with_event(A, 0, event_type="AGREE", quad=1, rule="agree.meet")])
    assert (row.change, row.fields, row.event_type) == ("changed", ("event_type", "rule"), "CONSULT > AGREE")
    assert row.what == "event_type: CONSULT > AGREE; rule: consult.meet > agree.meet"
    assert list(summary.rules) == ["consult.meet > agree.meet"] and summary.events.fields == {
        "event_type": 1,
        "rule": 1,
    }


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"factuality": "possible"}, ("factuality",)),
        ({"actors": ("bor",)}, ("actors",)),
        ({"modes": ("virtual",)}, ("modes",)),
        ({"confidence": 0.2}, ("confidence",)),
        ({"trigger": Span(10, 22)}, ("trigger",)),
        ({"statement": "a-0-s0"}, ("said_by",)),
    ],
)
def test_each_field_that_changed_is_named(fields: dict[str, object], named: tuple[str, ...], tmp_path: Path) -> None:
    ((row,), _) = compare(tmp_path, [A], [with_event(A, 0, **fields)])
    assert row.fields == named
    changes, summary = compare(tmp_path, [A], [with_event(A, 0, **fields)], ignore=named)
    assert changes == [] and not summary.events.differ


def test_ids_that_shift_within_a_story_are_no_change(tmp_path: Path) -> None:
    """One more actor before the minister: all ids of the story behind it move on by one."""
    text = A.to_json().replace("a-0-a2", "a-0-a3").replace("a-0-a1", "a-0-a2").replace("a-0-s0", "a-0-s4")
    (tmp_path / "new.jsonl").write_text(text + "\n", encoding="utf-8")
    comparison = Comparison(jsonl(tmp_path / "old.jsonl", [A]), tmp_path / "new.jsonl", {})
    assert list(comparison.changes()) == [] and not comparison.summary.differ


def test_statements_and_actors_are_summed_up(tmp_path: Path) -> None:
    said = replace(A.statements[0], stance="hedges")
    actors = (replace(A.actors[0], role="king"), *A.actors[1:], Actor("new", "Newcomer", "person"))
    _, summary = compare(tmp_path, [A], [replace(A, statements=(said,), actors=actors)])
    assert (summary.statements.changed, summary.statements.fields) == (1, {"stance": 1})
    assert (summary.actors.new, summary.actors.changed, summary.actors.fields) == (1, 1, {"role": 1})
    assert summary.events.fields == {"said_by": 1}
    _, summary = compare(tmp_path, [A], [replace(A, statements=())])
    assert summary.statements.gone == 1


def test_stories_that_only_one_coding_has_count_with_all_their_events(tmp_path: Path) -> None:
    changes, summary = compare(tmp_path, [A], [B])
    assert [(c.story, c.change) for c in changes] == [("a-0", "gone")] * 2 + [("b-0", "new")] * 2
    assert (summary.stories.only_old, summary.stories.only_new, summary.differ) == (1, 1, True)


def test_where_the_text_was_read_otherwise_events_are_known_by_their_words(tmp_path: Path) -> None:
    shift = len("PHOTO\n\n")

    def moved(span: Span | None) -> Span | None:
        return None if span is None else Span(span.start + shift, span.end + shift)

    events = tuple(replace(e, trigger=moved(e.trigger), evidence=moved(e.evidence)) for e in A.events)  # type: ignore[arg-type]
    changes, summary = compare(tmp_path, [A], [replace(A, text="PHOTO\n\n" + A.text, events=events, statements=())])
    assert [c.fields for c in changes] == [("said_by",)]
    assert (summary.stories.text, summary.events.same) == (1, 1)


def test_rules_that_were_renamed_are_the_same_rules(tmp_path: Path) -> None:
    new = with_event(A, 0, rule="consult.talk")
    changes, _ = compare(tmp_path, [A], [new], {"consult.meet": "consult.talk"})
    assert changes == []


def test_the_map_of_renamed_rules_is_followed_and_never_turns_in_a_ring(tmp_path: Path) -> None:
    (tmp_path / "renamed").mkdir()
    rows = [("x.a", "x.b"), ("x.b", "x.c"), ("x.ring", "x.gnir"), ("x.gnir", "x.ring")]
    (tmp_path / "renamed" / "rules.yaml").write_text("".join(f"- {{old: {a}, new: {b}}}\n" for a, b in rows))
    renamed = renamed_rules((tmp_path,))
    assert (renamed["x.a"], renamed["x.b"], renamed["x.ring"]) == ("x.c", "x.c", "x.gnir")


def test_a_database_and_a_file_are_compared_alike(tmp_path: Path) -> None:
    with Store(tmp_path / "old.db", write=True) as store:
        for record in (A, B):
            store.put(DocumentRow(record.document.path or "", "done"), [record])
    new = jsonl(tmp_path / "new.jsonl", [B, with_event(A, 1, factuality="asserted")])
    comparison = Comparison(tmp_path / "old.db", new, {})
    assert [(c.story, c.fields) for c in comparison.changes()] == [("a-0", ("factuality",))]
    comparison = Comparison(tmp_path / "old.db", tmp_path / "old.db", {})
    assert list(comparison.changes()) == [] and comparison.summary.stories.compared == 2


def test_what_is_no_coding_is_one_clear_error(tmp_path: Path) -> None:
    good = jsonl(tmp_path / "good.jsonl", [A])
    with pytest.raises(UsageError, match=r"none\.jsonl: there is no such file"):
        list(Comparison(good, tmp_path / "none.jsonl", {}).changes())
    (tmp_path / "bad.jsonl").write_text(A.to_json() + '\n{"name": 1}\n')
    with pytest.raises(InputError, match=r"bad\.jsonl: line 2: no record of a story"):
        list(Comparison(good, tmp_path / "bad.jsonl", {}).changes())
    (tmp_path / "short.jsonl").write_text('{"id":"a-0","text":"War"}\n')
    with pytest.raises(InputError, match=r"short\.jsonl: byte 0: no record of a story"):
        list(Comparison(good, tmp_path / "short.jsonl", {}).changes())
    import sqlite3

    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE recipes (name)").connection.close()
    with pytest.raises(StoreError, match="another program"):
        list(Comparison(good, tmp_path / "other.db", {}).changes())


def test_memory_does_not_grow_with_the_files(tmp_path: Path) -> None:
    def peak(number: int) -> int:
        paths = [jsonl(tmp_path / f"{n}.jsonl", (make_record(f"k{i:05}") for i in range(number))) for n in "ab"]
        tracemalloc.start()
        try:
            assert sum(1 for _ in Comparison(paths[0], paths[1], {}).changes()) == 0
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(4_000) < 2 * peak(500)


def test_every_field_that_is_compared_can_be_left_out() -> None:
    view = View(A, {})
    compared = {*view.event(A.events[1]), *view.statement(A.statements[0]), *view.actor(A.actors[0])}
    assert compared == FIELDS


@pytest.mark.parametrize(
    ("kind", "fields_of", "otherwise"),
    [
        (Event, "event", {"statement"}),  # as said_by
        (Statement, "statement", {"chain"}),  # as said_by
        (Actor, "actor", set()),
    ],
)
def test_every_field_of_the_record_is_compared(kind: type, fields_of: str, otherwise: set[str]) -> None:
    """But ids, which shift, and decisions, which only say why."""
    thing = {"event": A.events[1], "statement": A.statements[0], "actor": A.actors[0]}[fields_of]
    compared = set(getattr(View(A, {}), fields_of)(thing))
    assert {f.name for f in dataclasses.fields(kind)} - {"id", "decisions"} - otherwise <= compared


def test_the_sentence_around_an_event() -> None:
    text = 'He left. "The army shelled us." Then it rained in Szohod.\n\nNobody knows'
    at = text.index("shelled")
    assert sentence_around(Span(at, at + 7), text) == '"The army shelled us."'
    at = text.index("Nobody")
    assert sentence_around(Span(at, at + 6), text) == "Nobody knows"
