"""``dateline stories``, ``events``, ``statements`` and the list of actors: the same filters for all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import DEFAULT_STORE, Format, RawOption, StoreOption, print_rows, tell

if TYPE_CHECKING:
    from dateline.store.store import Store

Name = str | None
ActorOption = Annotated[Name, typer.Option(help="Who acts: a name, an id, or a country code in capitals (IRN).")]
RecipientOption = Annotated[Name, typer.Option(help="Who is acted on, named like --actor.")]
TypeOption = Annotated[list[str] | None, typer.Option("--type", help="PLOVER type (ASSAULT); may be repeated.")]
ModeOption = Annotated[list[str] | None, typer.Option("--mode", help="PLOVER mode (aerial); may be repeated.")]
ContextOption = Annotated[list[str] | None, typer.Option("--context", help="PLOVER context; may be repeated.")]
QuadOption = Annotated[
    int | None,
    typer.Option(min=1, max=4, help="1 verbal, 2 material cooperation; 3 verbal, 4 material conflict."),
]
CountryOption = Annotated[Name, typer.Option(help="Country code of the event's place (of the actor for actors).")]
PlaceOption = Annotated[Name, typer.Option(help="Name of the event's place, as the gazetteer has it.")]
SinceOption = Annotated[Name, typer.Option(help="First day: 2023-10-07, 2023-10 or 2023.")]
UntilOption = Annotated[Name, typer.Option(help="Last day, written the same way.")]
FactualityOption = Annotated[
    list[str] | None,
    typer.Option(help="asserted, negated, possible, future or hypothetical; may be repeated."),
]
SaidByOption = Annotated[Name, typer.Option(help="Who says so, anywhere in the chain; '-' for the outlet itself.")]
StanceOption = Annotated[list[str] | None, typer.Option(help="asserts, denies or hedges; may be repeated.")]
AboutOption = Annotated[Name, typer.Option(help="Whom the statement mentions.")]
OutletOption = Annotated[Name, typer.Option(help="Name of the outlet.")]
SearchOption = Annotated[Name, typer.Option(metavar="TEXT", help='Words; "a phrase"; beginn*.')]
StoryOption = Annotated[Name, typer.Option("--story", help="Id of a story.")]
ConfidenceOption = Annotated[
    float | None, typer.Option(metavar="P", help="Events at least so sure to be there and of their type: 0 to 1.")
]
PartiesOption = Annotated[
    float | None, typer.Option(metavar="P", help="Events whose parties are all right with at least this probability.")
]
TellingsOption = Annotated[
    bool,
    typer.Option(
        "--all-tellings", help="Events: each telling, where a list otherwise has each event once, as it is told first."
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print.")]
LimitOption = Annotated[
    int | None,
    typer.Option(min=0, help="At most so many rows, 0 for all.  [default: 50 in a table]", show_default=False),
]

TABLES = {
    "stories": (
        ("Id", "id"), ("Outlet", "outlet"), ("Published", "published"), ("Headline", "headline"), ("Words", "words"),
        ("Statements", "statements"), ("Events", "events"), ("Not coded", "not_coded"),
    ),
    "events": (
        ("Id", "id"), ("Day", "day"), ("Who", "actors"), ("Type", "event_type"), ("Mode", "modes"),
        ("Whom", "recipients"), ("Status", "factuality"), ("Said by", "said_by"), ("Stance", "stance"),
        ("Where", "place"), ("Words", "trigger"), ("Counts", "counts"),
    ),
    "statements": (
        ("Id", "id"), ("Day", "day"), ("Said by", "said_by"), ("Stance", "stance"), ("Form", "directness"),
        ("To", "addressee"), ("Content", "content"), ("Events", "events"),
    ),
    "actors": (
        ("Id", "id"), ("Name", "name"), ("Kind", "kind"), ("Country", "country"), ("Sectors", "sectors"),
        ("Stories", "stories"), ("Acts", "as_actor"), ("Acted on", "as_recipient"), ("Says", "statements"),
    ),
}  # fmt: skip
ABOUT = {
    "stories": ("List stories by day of publication.", 'dateline stories --outlet Wikinews --search "sanctions"'),
    "events": (
        "List events by day: who did what to whom, and who says so.",
        "dateline events --actor Iran --type THREATEN",
    ),
    "statements": ("List who said what.", "dateline statements --said-by Tasnim --about Israel --format csv"),
}


def show_list(what: str, store: Path, form: Format, limit: int | None, *, raw: bool = False, **filters: Any) -> None:
    """Open the store and print one of its lists."""
    from dateline.store import rows
    from dateline.store.store import Store

    check_values(filters)
    kinds = {
        "stories": rows.StoryRow, "events": rows.EventRow, "statements": rows.StatementRow, "actors": rows.ActorRow,
    }  # fmt: skip
    with Store(store) as opened:
        print_rows(getattr(opened, what)(**filters), kinds[what], form, limit, TABLES[what], what, raw=raw)
        if what == "events":
            _say_what_is_left_out(opened, form, filters)


def _say_what_is_left_out(opened: Store, form: Format, filters: dict[str, Any]) -> None:
    """Below a list of events: the share that its confidence keeps, and how many tellings are not shown."""
    lines = []
    if filters.get("min_confidence") is not None or filters.get("min_parties") is not None:
        lines.append(opened.kept(**filters).says)
    again = 0 if filters.get("all_tellings") or form is not Format.table else opened.told_again(**filters)
    if again:
        lines.append(f"{again:,} further tellings of such events are left out; --all-tellings shows them.")
    for line in lines:
        if form is Format.table:
            print(line)
        else:
            tell(line)


def check_values(filters: dict[str, Any]) -> None:
    """Say so where a filter has a value that nothing can have."""
    from typing import get_args

    from dateline.cli.common import check_texts
    from dateline.errors import UsageError
    from dateline.record import Factuality, Stance

    check_texts(**filters)
    for name, kind in (("factuality", Factuality), ("stance", Stance)):
        for value in filters.get(name) or ():
            if value not in get_args(kind):
                raise UsageError(f"--{name} {value}: one of {', '.join(get_args(kind))} is wanted")


def add_lists(app: typer.Typer) -> None:
    """Add the three lists that have no argument."""
    for what, (says, example) in ABOUT.items():
        app.command(what, help=f"{says}\n\nExample: {example}")(_command(what))


def _command(what: str) -> Any:
    def command(
        store: StoreOption = DEFAULT_STORE,
        actor: ActorOption = None,
        recipient: RecipientOption = None,
        type_: TypeOption = None,
        mode: ModeOption = None,
        context: ContextOption = None,
        quad: QuadOption = None,
        country: CountryOption = None,
        place: PlaceOption = None,
        since: SinceOption = None,
        until: UntilOption = None,
        factuality: FactualityOption = None,
        said_by: SaidByOption = None,
        stance: StanceOption = None,
        about: AboutOption = None,
        outlet: OutletOption = None,
        search: SearchOption = None,
        story: StoryOption = None,
        min_confidence: ConfidenceOption = None,
        min_parties: PartiesOption = None,
        all_tellings: TellingsOption = False,
        form: FormatOption = Format.table,
        limit: LimitOption = None,
        raw_cells: RawOption = False,
    ) -> None:
        show_list(
            what, store, form, limit, raw=raw_cells, actor=actor, recipient=recipient, type=type_, mode=mode,
            context=context, quad=quad, country=country, place=place, since=since, until=until, factuality=factuality,
            said_by=said_by, stance=stance, about=about, outlet=outlet, search=search, story=story,
            min_confidence=min_confidence, min_parties=min_parties, all_tellings=all_tellings,
        )  # fmt: skip

    return command
