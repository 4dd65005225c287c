"""Make ``docs/reference/``, ``docs/schemas/``, ``docs/layouts/`` and the tables of ``docs/`` that are declared in code.

    python scripts/make_reference.py

The kinds in ``src/dateline/knowledge/kinds/``, the filters in ``store/filters/`` and the layouts in ``layouts/`` are
the only source; a test fails where a page is stale.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from dateline.knowledge.kinds.frames import FrameEntry
from dateline.knowledge.kinds.made.markdown import fields_table, kinds_table, made_files
from dateline.layouts import describe
from dateline.layouts.full import COLUMNS
from dateline.layouts.registry import layouts
from dateline.standards.record_schema import record_schema
from dateline.store.filters.declared_filters import FILTERS, LISTS

DOCS = Path(__file__).parents[1] / "docs"


def filters_table() -> list[str]:
    """What each filter does and takes."""
    rows = ["| filter | what it does | what it takes | example |", "| --- | --- | --- | --- |"]
    for d in FILTERS.values():
        takes = ", ".join(d.values) or d.kind.takes
        lists = "" if d.lists == LISTS else f" (`{'`, `'.join(d.lists)}` only)"
        again = "; may be repeated" if d.several else ""
        rows.append(f"| `{d.option}` | {d.says}{lists} | {takes}{again} | `{d.example}` |")
    return rows


def columns_table() -> list[str]:
    """What each column of events holds."""
    rows = [f"| {c.name} | {c.kind} | {c.says} |" for c in COLUMNS]
    return ["| column | type | what it holds |", "| --- | --- | --- |", *rows]


# Tables inside pages that people write: they stand between two comments with the name.
BLOCKS = {
    "frames.md": {"fields": fields_table(FrameEntry)},
    "knowledge.md": {"kinds": kinds_table()},
    "filters.md": {"filters": filters_table()},
    "columns.md": {"columns": columns_table()},
}


def with_blocks(page: str, text: str) -> str:
    """A page with its tables made anew."""
    for name, rows in BLOCKS[page].items():
        begin, end = f"<!-- made: {name} -->", "<!-- end -->"
        made = "\n".join([begin, *rows, end])
        text, count = re.subn(f"{begin}.*?{end}", lambda _, made=made: made, text, flags=re.DOTALL)
        assert count == 1, f"{page} has no block {name}"
    return text


def made() -> dict[Path, str]:
    """All that is made, by file."""
    files = {DOCS / name: text for name, text in made_files().items()}
    files[DOCS / "schemas" / "record.json"] = json.dumps(record_schema(), indent=1, ensure_ascii=False) + "\n"
    others = layouts()[1:]  # the first one has a page that people write
    files |= {DOCS / "layouts" / f"{k.name}.md": describe.page(k) for k in others}
    files[DOCS / "layouts" / "README.md"] = describe.index(others)
    return files | {DOCS / page: with_blocks(page, (DOCS / page).read_text("utf-8")) for page in BLOCKS}


def main() -> None:
    files = made()
    for folder in ("reference", "schemas", "layouts"):
        (DOCS / folder).mkdir(exist_ok=True)
        for path in (DOCS / folder).iterdir():
            if path not in files:
                path.unlink()
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
