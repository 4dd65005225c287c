"""One story in two codings: which events, statements and actors belong together, and what each pair has otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, TypeVar

from dateline.compare.changes import EventChange, Sums
from dateline.compare.views import View
from dateline.record import Event, Statement
from dateline.spans import Span

Thing = TypeVar("Thing")
Key = Callable[[View, Any], Hashable]
SENTENCE_END = re.compile(r"(?<=[.!?])([\"”’')\]]*)\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n\s*\n")
# How events of two codings are known to be the same one: the surest first.
EVENT_KEYS: tuple[Key, ...] = (
    lambda view, e: (view.at(e.trigger), e.event_type, view.rule(e.rule)),
    lambda view, e: (view.at(e.trigger), e.event_type),
    lambda view, e: view.at(e.trigger),
    lambda view, e: (view.at(e.evidence), e.event_type),
)
STATEMENT_KEYS: tuple[Key, ...] = (
    lambda view, s: (view.at(s.content), tuple(view.who(link.actor) for link in s.chain)),
    lambda view, s: view.at(s.content),
    lambda view, s: view.at(_cue(s)) or s.id,
)
ACTOR_KEYS: tuple[Key, ...] = (
    lambda view, a: view.who(a.id),
    lambda view, a: view.at(a.mentions[0]) if a.mentions else a.name,
)


def _cue(statement: Statement) -> Span | None:
    return statement.chain[-1].cue if statement.chain else None


def pairs(
    old: Sequence[Thing], new: Sequence[Thing], views: tuple[View, View], keys: tuple[Key, ...]
) -> Iterator[tuple[Thing | None, Thing | None]]:
    """What belongs together, by the first key that two things share; None where a thing has no other."""
    left, right = list(old), list(new)
    for key in keys:
        waiting: dict[Hashable, list[Thing]] = {}
        for thing in right:
            waiting.setdefault(key(views[1], thing), []).append(thing)
        alone = []
        for thing in left:
            same = waiting.get(key(views[0], thing))
            if same:
                yield thing, same.pop(0)
            else:
                alone.append(thing)
        kept = {id(thing) for things in waiting.values() for thing in things}
        left, right = alone, [thing for thing in right if id(thing) in kept]
    yield from ((thing, None) for thing in left)
    yield from ((None, thing) for thing in right)


def event_changes(old: View, new: View, ignore: frozenset[str], sums: Sums) -> list[EventChange]:
    """The events that are otherwise, in text order; those that are the same are counted."""
    found: list[tuple[int, EventChange]] = []
    for one, other in pairs(old.record.events, new.record.events, (old, new), EVENT_KEYS):
        before = old.event(one) if one is not None else {}
        after = new.event(other) if other is not None else {}
        fields = _differing(before, after, ignore) if one is not None and other is not None else ()
        if one is not None and other is not None and not fields:
            sums.same += 1
            continue
        event, view = (one, old) if other is None else (other, new)
        assert event is not None
        found.append((event.trigger.start, _row(one, other, (old, new), fields, (before, after), event, view)))
    return [row for _, row in sorted(found, key=lambda f: (f[0], f[1].change, f[1].event_type))]


def _row(
    one: Event | None, other: Event | None, views: tuple[View, View], fields: tuple[str, ...],
    values: tuple[dict[str, Any], dict[str, Any]], shown: Event, view: View,
) -> EventChange:  # fmt: skip
    old, new = views
    text = view.record.text
    what = "; ".join(f"{f}: {_plain(values[0][f])} > {_plain(values[1][f])}" for f in fields)
    return EventChange(
        story=view.record.id, change="gone" if other is None else "new" if one is None else "changed",
        fields=fields, what=what,
        old_type=one.event_type if one else None, new_type=other.event_type if other else None,
        old_rule=old.rule(one.rule) if one else None, new_rule=new.rule(other.rule) if other else None,
        old_actors=old.names(one.actors) if one else None, new_actors=new.names(other.actors) if other else None,
        old_recipients=old.names(one.recipients) if one else None,
        new_recipients=new.names(other.recipients) if other else None,
        words=shown.trigger.of(text), sentence=sentence_around(shown.evidence, text),
    )  # fmt: skip


def sums_of(
    old: Sequence[Thing], new: Sequence[Thing], views: tuple[View, View], keys: tuple[Key, ...], fields_of: str,
    ignore: frozenset[str], sums: Sums,
) -> None:  # fmt: skip
    """Count what is the same, gone, new and changed; ``fields_of`` names the method of a view that gives the fields."""
    for one, other in pairs(old, new, views, keys):
        if one is None or other is None:
            sums.add("new" if one is None else "gone")
            continue
        fields = _differing(getattr(views[0], fields_of)(one), getattr(views[1], fields_of)(other), ignore)
        if fields:
            sums.add("changed", fields)
        else:
            sums.same += 1


def _differing(old: dict[str, Any], new: dict[str, Any], ignore: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in old if name not in ignore and old[name] != new[name])


def _plain(value: Any) -> str:
    """A value for people."""
    if isinstance(value, Span):
        return f"{value.start}-{value.end}"
    if isinstance(value, tuple):
        return ", ".join(_plain(v) for v in value if v is not None) or "-"
    return "-" if value is None else str(value)


def sentence_around(span: Span, text: str) -> str:
    """The sentence, or sentences, in which a span lies, as far as marks and capitals show it."""
    ends = [(m.start() if m[1] is None else m.end(1), m.end()) for m in SENTENCE_END.finditer(text)]
    start = max((b for _, b in ends if b <= span.start), default=0)
    end = min((a for a, _ in ends if a >= span.end), default=len(text))
    return " ".join(text[start:end].split())
