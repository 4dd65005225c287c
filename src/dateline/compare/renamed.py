"""Rules that have another id than before, as the knowledge tells in ``renamed/rules.yaml``."""

from __future__ import annotations

from pathlib import Path

from dateline.knowledge.files import layers_over

FILE = "renamed/rules.yaml"


def renamed_rules(folders: tuple[Path, ...] = ()) -> dict[str, str]:
    """Old id -> the id of today, followed where a rule was renamed more than once; empty without such a file.

    Raises:
        UsageError: a folder doesn't exist.
        KnowledgeError: the file can't be read.
    """
    rows = (e.data for e in layers_over(folders).entries(FILE))
    steps = {str(row["old"]): str(row["new"]) for row in rows if row.get("old") and row.get("new")}
    return {old: _today(old, steps) for old in steps}


def _today(rule: str, steps: dict[str, str]) -> str:
    seen = {rule}
    while rule in steps and steps[rule] not in seen:
        rule = steps[rule]
        seen.add(rule)
    return rule
