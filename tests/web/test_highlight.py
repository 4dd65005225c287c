"""Spans as HTML: no letter is lost, no two lines collide."""

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.record import Actor, Document, Event, Link, Statement, StoryRecord
from dateline.spans import Span
from dateline.web.highlight import lanes_of, marks_of, paragraphs
from records import make_record

TAG = re.compile(r"<[^>]*>")


def record_of(text: str, spans: list[tuple[str, int, int]]) -> StoryRecord:
    def inside(a: int, b: int) -> Span:
        a, b = sorted((a % (len(text) + 1), b % (len(text) + 1)))
        return Span(a, b)

    by = {k: [inside(a, b) for kind, a, b in spans if kind == k] for k in ("actor", "statement", "event")}
    actors = (Actor("x<y", "X & Y", "person", None, (), None, None, tuple(by["actor"])),)
    statements = tuple(
        Statement(f"s-s{i}", s, (Link("x<y", None, None),), "indirect") for i, s in enumerate(by["statement"])
    )
    events = tuple(
        Event(f"s-e{i}", "ASSAULT", (), (), 4, -9.0, ("x<y",), (), s, Span(max(0, s.start - 9), s.end), "possible",
              None, None, None, 0.5, "r")
        for i, s in enumerate(by["event"])
    )  # fmt: skip
    document = Document("p", None, "text/html", 0)
    return StoryRecord(
        "s", document, None, None, None, None, (), None, None, None, "en", text, actors, statements, events
    )


SPANS = st.lists(
    st.tuples(st.sampled_from(["actor", "statement", "event"]), st.integers(0, 400), st.integers(0, 400)), max_size=40
)


@given(st.text(alphabet="ab <>&\"'\n\u202e\u0000\ud800é", max_size=200), SPANS)
@settings(max_examples=150, deadline=None)
def test_text_stays_whole_and_markup_is_ours(text: str, spans: list[tuple[str, int, int]]) -> None:
    record = record_of(text, spans)
    shown = [str(p.html) for p in paragraphs(record)]
    plain = "".join(html.unescape(TAG.sub("", s)) for s in shown)
    kept = [c for c in text if c not in " \n\u202e\0\ud800"]
    assert [c for c in plain if c not in " \n\N{SYMBOL FOR SUBSTITUTE}\ufffd"] == kept
    for s in shown:
        assert "\u202e" not in s and "\0" not in s and "\ud800" not in s
        assert set(re.findall(r"</?(\w+)", s)) <= {"a", "span"}
        assert s.count("<span") == s.count("</span>") and s.count("<a ") == s.count("</a>")
        assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", s)  # no link within a link


@given(SPANS)
@settings(max_examples=150, deadline=None)
def test_marks_in_one_lane_never_touch(spans: list[tuple[str, int, int]]) -> None:
    lanes = lanes_of(marks_of(record_of("x" * 300, spans)))
    for a, lane in lanes.items():
        for b, other in lanes.items():
            assert a is b or lane != other or not a.span.touches(b.span)


def test_kinds_have_lanes_of_their_own() -> None:
    lanes = lanes_of(marks_of(make_record("k")))
    kinds: dict[int, set[str]] = {}
    for mark, lane in lanes.items():
        kinds.setdefault(lane, set()).add(mark.kind)
    assert all(len(k) == 1 for k in kinds.values())


def test_ten_thousand_spans_on_one_place_stay_small() -> None:
    record = record_of("word " * 200, [("statement", 0, 1000 - i % 7) for i in range(10_000)])
    assert sum(len(p.html) for p in paragraphs(record)) < 200_000


def test_margin_holds_every_statement_and_event_once() -> None:
    record = make_record("k")
    groups = [g for p in paragraphs(record) for g in p.groups]
    assert sorted(e.id for g in groups for _, e in g.events) == sorted(e.id for e in record.events)
    assert [g.statement.id for g in groups if g.statement and g.begins] == [s.id for s in record.statements]
