"""``dateline actors``: list actors, or show who one is."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from dateline.cli import lists
from dateline.cli.common import DEFAULT_STORE, Format, RawOption, StoreOption, clean, console, out_text
from dateline.cli.options import FormatOption, LimitOption, read_options, takes_filters
from dateline.cli.register import add, update
from dateline.cli.saidof import said_of
from dateline.engine.shown import visible
from dateline.store.rows.typed_rows import flat

if TYPE_CHECKING:
    from rich.console import Console


class _Default(TyperGroup):
    """A group whose first command runs where none is named: ``actors NAME`` beside ``actors update FILE``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in {"-h", "--help"}):
            args = ["list", *args]
        return super().parse_args(ctx, args)


def add_actors(app: typer.Typer) -> None:
    """Add the group of commands on actors, and the table of who says what of whom."""
    group = typer.Typer(
        cls=_Default,
        help="List actors, those that do and say most first, or show who NAME is: `actors NAME`.\n\n"
        "Example: dateline actors Khamenei",
    )
    group.command("list")(list_actors)
    group.command("add")(add)
    group.command("update")(update)
    app.add_typer(group, name="actors")
    app.command()(said_of)


def list_actors(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Name, id or country code.")] = None,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    raw_cells: RawOption = False,
    **filters: Any,
) -> None:
    """List actors of events that pass the filters, or show one with names, roles and counts.

    Example: dateline actors Khamenei
    """
    if name is not None and form in {Format.table, Format.json}:
        show_actors(name, store, form, limit, **filters)
        return
    lists.show_list("actors", store, form, limit, raw=raw_cells, name=name, **filters)


takes_filters(list_actors, "actors", but=("name",))


def show_actors(name: str, store: Any, form: Format, limit: int | None, **given: Any) -> None:
    """Who the actors of a name are; of those, where filters are given, who takes part in events that pass them."""
    from rich.text import Text

    from dateline.store.filters.declared_filters import Filters
    from dateline.store.store import Store

    filters = read_options(given)
    Filters(**filters)  # a wrong value is told before a missing database
    with Store(store) as opened:
        found = opened.actor_details(name, 20 if limit is None else limit or None, **filters)
    if form is Format.json:
        out_text(json.dumps([asdict(d) for d in found], ensure_ascii=False, indent=1))
        return
    out = console()
    if not found:
        narrowed = " and takes part in events that pass the filters" if filters else ""
        out.print(Text(f"Nobody in {visible(str(store))} is called {name!r}{narrowed}."))
    for detail in found:
        a = detail.actor
        out.print(Text(clean(a.name), style="bold"), Text(f"  {a.id}", style="dim"))
        facts = [a.kind, a.country or "", " ".join(a.sectors), a.wikidata or ""]
        out.print(Text("  " + ", ".join(f for f in facts if f)))
        for heading, pairs in (("roles", detail.roles), ("names", detail.names)):
            if pairs:
                out.print(Text(f"  {heading}: " + "; ".join(f"{clean(flat(t))} ({n})" for t, n in pairs[:12])))
        out.print(
            Text(
                f"  in {a.stories} stories: acts {a.as_actor} times, is acted on {a.as_recipient}, says {a.statements}"
            )
        )
    _print_register(name, out)


def _print_register(name: str, out: Console) -> None:
    """Who the register knows by this name, with posts by date."""
    from rich.text import Text

    from dateline.knowledge.files import SHIPPED, Layers
    from dateline.knowledge.world import register

    people = {known.id: known for known in register.load(Layers((SHIPPED,))).resolve(name)}
    low = name.lower()
    spelled = [k for k in people.values() if any(low in n.lower() for n in (k.name, *k.aliases))]
    for known in spelled[:3] or list(people.values())[:1]:
        facts = ", ".join(f for f in (known.kind, known.country or "", " ".join(known.sectors)) if f)
        out.print(Text(f"In the register: {known.name}, {known.id} ({facts})", style="bold"))
        if known.aliases:
            out.print(Text("  also " + "; ".join(known.aliases[:8])))
        for post in known.posts:
            until = post.end or (f"at least {post.listed}" if post.listed else "now, as far as is known")
            out.print(Text(f"  {post.start or '?'} to {until}: {post.role}"))
