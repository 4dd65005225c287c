"""Which examples are run, and who judges them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.examples.actors import judge_actor, judge_gender, judge_group, judge_office, judge_portfolio
from dateline.examples.bench import Bench
from dateline.examples.frames import judge_frame
from dateline.examples.pages import judge_caption, judge_credit, judge_furniture
from dateline.examples.places import judge_place, judge_where
from dateline.examples.statements import judge_reporting, judge_stance
from dateline.examples.statuses import judge_status
from dateline.examples.times import judge_date
from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.files import YAML, read_all

Judge = Callable[[Kind, Bench], Iterator[tuple[str, str]]]
# By the name that a kind of entry gives as ``examples``.
JUDGES: Mapping[str, Judge] = {
    "frame": judge_frame, "reporting": judge_reporting, "stance": judge_stance, "status": judge_status,
    "actor": judge_actor, "group": judge_group, "portfolio": judge_portfolio, "gender": judge_gender,
    "office": judge_office, "date": judge_date, "place": judge_place, "where": judge_where,
    "furniture": judge_furniture, "caption": judge_caption, "credit": judge_credit,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one example. ``reason`` is empty where the entry does what it says; ``own``: a user's entry."""

    rule: str
    file: str
    line: int
    example: str
    reason: str
    own: bool = False


def run_examples(bench: Bench, *, touched: bool = False) -> Iterator[Verdict]:
    """The verdicts on the examples, file by file.

    Args:
        bench: knowledge and models.
        touched: only those of a user's own entries, and of our entries in the files that the user's files lie over.
    """
    for entry in entries_with_examples(bench.layers, touched=touched):
        yield from verdicts(entry, bench)


def verdicts(entry: Kind, bench: Bench) -> Iterator[Verdict]:
    """The verdicts on the examples of one entry."""
    source = entry.source
    for example, reason in JUDGES[entry.examples](entry, bench):
        yield Verdict(entry.name, source.file, source.line, example, reason, source.layer > 0)


def entries_with_examples(layers: Layers, *, touched: bool = False) -> Iterator[Kind]:
    """The entries of all kinds that have a judge."""
    for pattern, kinds in YAML.items():
        if not any(kind.examples for kind in kinds):
            continue
        names = {layers.below(path) for path in layers.own.paths(pattern)}
        if touched and not names:
            continue
        for entry in read_all(layers, pattern):
            if entry.examples and (not touched or layers.below(Path(entry.source.file)) in names):
                yield entry
