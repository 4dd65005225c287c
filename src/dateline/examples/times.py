"""Judge the examples of the date grammar: is the expression found by this rule, with its value?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.examples.bench import Bench
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.dates import DateRuleEntry
from dateline.mentions.dates.find_dates import find_dates


def judge_date(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each example of a date rule, and what is wrong with it."""
    assert isinstance(entry, DateRuleEntry)
    for example in entry.examples_:
        yield str(example["text"]), _fault(entry, example, bench)


def _fault(entry: DateRuleEntry, example: Mapping[str, Any], bench: Bench) -> str:
    text = str(example["text"])
    found = find_dates(bench.parse(text, example["published"]), bench.knowledge)
    if example["span"] is None:
        return "the rule must not match here" if entry.id in {m.rule for m in found} else ""
    wanted = (example["span"], example.get("type", entry.type), str(example.get("value")))
    got = [(m.span.of(text), m.type, m.date.value) for m in found]
    if wanted not in got:
        return f"must be {wanted}, is {got}"
    rules = {m.rule for m in found if m.span.of(text) == example["span"]}
    return "" if entry.id in rules else f"found by {', '.join(sorted(rules))}"
