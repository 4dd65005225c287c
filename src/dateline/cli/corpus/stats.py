"""``dateline corpus stats``."""

from __future__ import annotations

import json

from dateline.cli.corpus.common import AsJson, Files, print_table, rows_of


def stats(files: Files, form: AsJson = False) -> None:
    """Count documents, tellings and statements by outlet and type, and rows a thousand words.

    Example: dateline corpus stats corpus/train.jsonl corpus/test.jsonl
    """
    from dataclasses import asdict, astuple, fields

    from dateline.corpus.stats import Density, by_outlet, shares

    rows = rows_of(files)
    outlets, counted = by_outlet(rows), shares(rows)
    if form:
        counts = {n: dict(c.most_common()) for n, c in counted.items()}
        print(json.dumps({"outlets": [asdict(o) for o in outlets], **counts}, indent=1, ensure_ascii=False))
        return
    rates = [(f"{o.per_thousand:.1f}", f"{o.required_per_thousand:.1f}") for o in outlets]
    print_table(
        (*(f.name for f in fields(Density)), "a 1,000 words", "required a 1,000"),
        [(*astuple(o), *rate) for o, rate in zip(outlets, rates, strict=True)],
    )
    for name, counter in counted.items():
        print(f"{name}: " + ", ".join(f"{value} {count}" for value, count in counter.most_common()))
