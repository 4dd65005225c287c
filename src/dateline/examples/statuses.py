"""Judge the examples of factuality: which status has the event at the ``{trigger}``?"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.factuality.event_factuality import factuality_of
from dateline.examples.bench import Bench
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.factuality import StatusEntry


def judge_status(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each example of a cue of factuality, and what is wrong with it."""
    assert isinstance(entry, StatusEntry)
    for example, wanted in entry.examples_.items():
        yield example, _fault(example, wanted, bench)


def _fault(example: str, wanted: str, bench: Bench) -> str:
    start, end = example.index("{"), example.index("}") - 1
    parsed = bench.parse(example.replace("{", "").replace("}", ""))
    token = parsed.token_at(start)
    if (parsed.tokens[token].start, parsed.tokens[token].end) != (start, end):
        return f"the trigger must be one word, as {parsed.tokens[token].text!r}"
    got, why = factuality_of(parsed, token, bench.knowledge)
    return "" if got == wanted else f"must be {wanted}, is {got} by {why.rule or 'no rule'}"
