"""``dateline knowledge``: what the files of a folder of knowledge may hold."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from dateline.errors import UsageError

knowledge = typer.Typer(
    no_args_is_help=True,
    help="What the files of a folder of knowledge may hold.\n\nExample: dateline knowledge fields frames",
)
Kind = Annotated[str, typer.Argument(metavar="KIND", help="A kind of file, such as frames or words/agents.")]


def _pattern(kind: str) -> str:
    """The pattern of a kind of file that a user names.

    Raises:
        UsageError: there is no such kind.
    """
    from dateline.knowledge.kinds.files import YAML

    named = {pattern.removesuffix("/*.yaml").removesuffix(".yaml"): pattern for pattern in YAML}
    name = kind.removesuffix(".yaml").strip("/")
    if name not in named:
        raise UsageError(f"no kind of file is called {kind!r}; there are {', '.join(sorted(named))}")
    return named[name]


@knowledge.command()
def kinds() -> None:
    """List the kinds of files.

    Example: dateline knowledge kinds
    """
    from dateline.knowledge.kinds.files import TABLES, YAML

    for pattern, held in YAML.items():
        print(f"{pattern:28} {' Or: '.join(kind.__doc__ or '' for kind in held)}")
    for pattern, table in TABLES.items():
        print(f"{pattern:28} {table.doc}")


@knowledge.command()
def fields(kind: Kind) -> None:
    """Show the fields of a kind of file.

    Example: dateline knowledge fields frames
    """
    from dateline.knowledge.kinds.files import YAML

    for held in YAML[_pattern(kind)]:
        print(held.__doc__)
        for field in held.declared():
            print(f"  {field.name}{' (needed)' if field.needed else ''}: {field.value.says}; {field.doc}")


@knowledge.command()
def schema(kind: Kind) -> None:
    """Print the JSON Schema of a kind of file, for editors; `record` is that of the story record.

    Example: dateline knowledge schema words/agents > agents.json
    """
    from dateline.knowledge.kinds.files import TABLES
    from dateline.knowledge.kinds.made.schema import schema_of, schema_of_table
    from dateline.standards.record_schema import record_schema

    if kind == "record":
        made = record_schema()
    else:
        made = schema_of_table(kind) if kind in TABLES else schema_of(_pattern(kind))
    print(json.dumps(made, indent=1, ensure_ascii=False))
