"""The options of the lists, made from what ``store/filters/`` declares of each filter."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any, get_type_hints

import typer

from dateline.cli.common import Format
from dateline.store.filters.declared_filters import FILTERS, Declared, of_list
from dateline.store.filters.filter_values import Flag

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print.")]
LimitOption = Annotated[
    int | None,
    typer.Option(min=0, help="At most so many rows, 0 for all.  [default: 50 in a table]", show_default=False),
]


def takes_filters(command: Callable[..., None], what: str, *, but: tuple[str, ...] = ()) -> Callable[..., None]:
    """Give a command, whose last parameter is ``**filters``, an option for each filter of a list.

    Args:
        command: the command.
        what: the list, as ``LISTS`` names it.
        but: filters that the command has a parameter of its own for.
    """
    given = list(inspect.signature(command).parameters.values())
    hints = get_type_hints(command, include_extras=True)
    own = [p.replace(annotation=hints[p.name]) for p in given if p.kind is not inspect.Parameter.VAR_KEYWORD]
    made = [_parameter(d) for d in of_list(what) if d.name not in but]
    at = next((n + 1 for n, p in enumerate(own) if p.name == "store"), 0)
    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in (*own[:at], *made, *own[at:])]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    return command


def _parameter(declared: Declared) -> inspect.Parameter:
    """A parameter of a command. Values come as texts, so that they are read as those of an address are."""
    if isinstance(declared.kind, Flag):
        kind: Any = bool
        option = typer.Option(declared.option, help=_help(declared))
    else:
        kind = list[str] | None if declared.several else str | None
        option = typer.Option(declared.option, metavar=_metavar(declared), help=_help(declared))
    return inspect.Parameter(
        declared.name, inspect.Parameter.KEYWORD_ONLY, default=False if kind is bool else None,
        annotation=Annotated[kind, option],
    )  # fmt: skip


def _metavar(declared: Declared) -> str:
    forms = {"date": "DAY", "share": "P", "whole": "N", "choice": "|".join(declared.values)}
    return forms.get(declared.kind.form, "TEXT")


def _help(declared: Declared) -> str:
    """What a filter does, with an example."""
    says = declared.says[0].upper() + declared.says[1:]
    again = "; may be repeated" if declared.several else ""
    example = "" if isinstance(declared.kind, Flag) else f" E.g. {declared.example}"
    return f"{says}{again}.{example}"


def read_options(given: dict[str, Any]) -> dict[str, Any]:
    """The filters that options mean; those that aren't given are left out.

    Raises:
        UsageError: a value that no row can have.
    """
    found: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, bool):
            found |= {name: True} if value else {}
        elif value is not None and value != []:
            found[name] = FILTERS[name].read([value] if isinstance(value, str) else list(value))
    return found
