"""The kinds as Markdown: a page a section, the table of fields of one kind, the table of all kinds of files."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dateline.knowledge.kinds.base.entry import COMMON, Kind
from dateline.knowledge.kinds.base.table import Table
from dateline.knowledge.kinds.files import TABLES, YAML, folders
from dateline.knowledge.kinds.made.schema import schema_of, schema_of_table

MADE = "<!-- Made from src/dateline/knowledge/kinds/ by scripts/make_reference.py: edit there. -->"


def reference(section: str) -> str:
    """The page of a section: its kinds of files with their fields or columns, and the ids that code asks for."""
    parts = [MADE, "", f"# `{section}/`", ""]
    for kinds, patterns in _yaml_of(section).items():
        schemas = ", ".join(f"[{name}](../schemas/{name})" for name in map(schema_name, patterns))
        parts += [_heading(patterns), "", f"JSON Schema: {schemas}", ""]
        for kind in kinds:
            parts += _kind(kind, len(kinds) > 1)
    for table, patterns in _tables_of(section):
        schemas = ", ".join(f"[{name}](../schemas/{name})" for name in map(schema_name, patterns))
        parts += [_heading(patterns), "", f"JSON Schema of the rows: {schemas}", "", f"A row: {table.doc}.", ""]
        parts += [*_columns(table), ""]
    return "\n".join(parts).rstrip() + "\n"


def _heading(patterns: list[str]) -> str:
    return "## " + ", ".join(f"`{pattern}`" for pattern in patterns)


def _yaml_of(section: str) -> dict[tuple[type[Kind], ...], list[str]]:
    """The kinds of YAML files of a section, each with the files that hold them."""
    found: dict[tuple[type[Kind], ...], list[str]] = {}
    for pattern, kinds in YAML.items():
        if pattern.startswith(f"{section}/"):
            found.setdefault(kinds, []).append(pattern)
    return found


def _tables_of(section: str) -> list[tuple[Table, list[str]]]:
    """The kinds of tables of a section, each with the files that hold them."""
    found: dict[str, tuple[Table, list[str]]] = {}
    for pattern, table in TABLES.items():
        if pattern.startswith(f"{section}/"):
            found.setdefault(table.doc, (table, []))[1].append(pattern)
    return list(found.values())


def _kind(kind: type[Kind], several: bool) -> Iterator[str]:
    """What a page says of a kind of entry."""
    yield kind.__doc__ or ""
    if several and kind.mark:
        yield f"It is told by its field `{kind.mark}`."
    yield ""
    yield from fields_table(kind)
    yield ""
    if kind.needs:
        yield "Code asks for these by name, so they can be filled anew but not taken away: " + _needs(kind) + "."
        yield ""


def _needs(kind: type[Kind]) -> str:
    told = []
    for name, wanted in kind.needs.items():
        parts = [
            f"`{attribute}` holds {', '.join(f'`{v}`' for v in value)}" if isinstance(value, tuple)
            else f"`{attribute}` is `{value}`"
            for attribute, value in wanted.items()
        ]  # fmt: skip
        told.append(f"`{name}`" + (f" ({'; '.join(parts)})" if parts else ""))
    return ", ".join(told)


def fields_table(kind: type[Kind]) -> list[str]:
    """The fields of a kind as the rows of a Markdown table; a star marks those that must be there."""
    rows = ["| field | holds | meaning |", "| --- | --- | --- |"]
    for d in kind.declared():
        default = "" if d.needed or d.default in (None, "", (), False) else f" (default `{json.dumps(d.default)}`)"
        rows.append(f"| `{d.name}`{' *' if d.needed else ''} | {_cell(d.value.says)} | {_cell(d.doc)}{default} |")
    return [*rows, *(f"| `{name}` | | {_cell(doc)} |" for name, doc in COMMON.items())]


def _columns(table: Table) -> list[str]:
    rows = ["| column | holds | meaning |", "| --- | --- | --- |"]
    for name, column in table.columns.items():
        rows.append(f"| `{name}`{' *' if column.needed else ''} | {_cell(column.cell.says)} | {_cell(column.doc)} |")
    return rows


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def kinds_table() -> list[str]:
    """All kinds of files, with the page of each section."""
    rows = ["| folder | file | an entry or a row |", "| --- | --- | --- |"]
    for section in folders():
        link = f"[`{section}/`](reference/{section}.md)"
        for kinds, patterns in _yaml_of(section).items():
            says = " Or: ".join(kind.__doc__ or "" for kind in kinds)
            rows.append(f"| {link} | {', '.join(map(_file, patterns))} | {_cell(says)} |")
        for table, patterns in _tables_of(section):
            rows.append(f"| {link} | {', '.join(map(_file, patterns))} | {_cell(table.doc)} |")
    return rows


def _file(pattern: str) -> str:
    name = pattern.split("/")[1]
    return f"any name `{name[1:]}`" if name.startswith("*") else f"`{name}`"


def schema_name(pattern: str) -> str:
    """The name of a schema's file."""
    return pattern.replace("/*.yaml", "").replace(".yaml", "").replace("/*", "").replace("/", "-") + ".json"


def made_files() -> dict[str, str]:
    """All pages and schemas that are made from the kinds, by their path below ``docs/``."""
    pages = {f"reference/{section}.md": reference(section) for section in folders()}
    schemas = {
        f"schemas/{schema_name(pattern)}": json.dumps(schema_of(pattern), indent=1, ensure_ascii=False) + "\n"
        for pattern in YAML
    }
    tables = {
        f"schemas/{schema_name(pattern)}": json.dumps(schema_of_table(pattern), indent=1, ensure_ascii=False) + "\n"
        for pattern in TABLES
    }
    return pages | schemas | tables
