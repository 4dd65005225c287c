"""Where a rule stands in the knowledge files: what explanations point at."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dateline.knowledge.files import SHIPPED


@lru_cache(maxsize=256)
def where_is(rule: str, folders: tuple[Path, ...] = ()) -> str:
    """Where a rule stands in the knowledge: `` (frames/assault.yaml:12)``, or nothing."""
    if not rule:
        return ""
    if rule.startswith("factuality."):  # "factuality.negation under wish.want": the cue file's ids are the parts
        parts = [p.removesuffix(".negated").removesuffix(".consequence") for p in rule[11:].split(" under ")]
        return ", ".join(dict.fromkeys(filter(None, (where_is(p, folders) for p in parts))))
    wanted = {f"id: {rule}", f'id: "{rule}"', f"id: '{rule}'"}
    for folder in (*reversed(folders), SHIPPED):
        for path in sorted(folder.rglob("*.yaml")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if rule in line and line.strip().removeprefix("- ").strip("{} ").split(",")[0] in wanted:
                    return f" ({(path.relative_to(SHIPPED) if folder == SHIPPED else path).as_posix()}:{number})"
    return ""
