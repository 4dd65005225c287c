"""A page of all commands, made of what each says with ``--help``: the site's, or printed.

python scripts/make_commands.py > commands.md
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

BAR = "\\|"
HEAD = (
    "# Commands",
    "",
    "Made of what each command says with `--help`. [All commands by task](first-steps.md) shows which to use when; the "
    "filters of lists are [explained in one place](filters.md). Exit codes: 0 all well, 1 some inputs failed or the "
    "database can't be used, 2 wrong usage.",
)


def commands_page() -> str:
    """The page."""
    from typer.main import get_command

    from dateline.cli.main import app

    root: Any = get_command(app)
    found = sorted(commands_of(root, "dateline"))
    index = ["", " · ".join(f"[`{name}`](#{anchor(name)})" for name, _ in found)]
    return "\n".join([*HEAD, *index, *(line for name, command in found for line in section(name, command)), ""])


def commands_of(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The commands that do something, with their whole names."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
        return
    for own, below in inner.items():
        yield from commands_of(below, f"{name} {own}")


def anchor(name: str) -> str:
    """The anchor of a command's section."""
    return name.replace(" ", "-")


def section(name: str, command: Any) -> Iterator[str]:
    """What a command says of itself, and its arguments and options as a table."""
    said, _, example = (command.help or "").partition("Example:")
    yield from ("", f"## {name} {{ #{anchor(name)} }}", "", paragraphs(said), "")
    if example.strip():
        yield from ("```sh", " ".join(example.split()), "```", "")
    asked = command.make_context(name, [], resilient_parsing=True)
    records = [r for p in command.params if p.name != "help" and (r := p.get_help_record(asked))]
    if records:
        yield from ("| option | what it does |", "| --- | --- |", *(row_of(*record) for record in records))


def paragraphs(text: str) -> str:
    """A text of the help as Markdown, its paragraphs kept."""
    return "\n\n".join(escaped(" ".join(p.split())) for p in re.split(r"\n\s*\n", text.strip()))


def row_of(names: str, told: str) -> str:
    """An argument or option with what `--help` says of it."""
    names = names.replace(" <str>", "")
    return f"| `{' '.join(names.split()).replace('|', BAR)}` | {escaped(' '.join(told.split()))} |"


def escaped(text: str) -> str:
    """A text of the help as Markdown."""
    text = text.replace("|", "\\|").replace("<", "&lt;")
    return re.sub(r"(?<![`\w])(--[a-z][\w-]*)", r"`\1`", text)


if __name__ == "__main__":
    print(commands_page())
