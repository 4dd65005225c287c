"""``dateline watch``: code what feeds bring, as it appears."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.code import LogFormat, teller
from dateline.cli.common import (
    DEFAULT_STORE,
    KnowledgeOption,
    NoModelOption,
    StoreOption,
    check_texts,
    given_path,
)
from dateline.store.opening.address import Address


def watch(
    feeds: Annotated[
        list[str], typer.Argument(metavar="FEED... | FILE", help="Addresses of feeds, or a file with one a line.")
    ],
    store: StoreOption = DEFAULT_STORE,
    every: Annotated[float, typer.Option(metavar="MINUTES", min=1, help="Between two looks at a feed.")] = 15.0,
    once: Annotated[bool, typer.Option("--once", help="One round, for cron.")] = False,
    keep: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Keep the pages as web archives, to code them again.", parser=given_path),
    ] = None,
    agent: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What it calls itself; say who you are and where to write to.")
    ] = None,
    pause: Annotated[float, typer.Option(metavar="SECONDS", min=0, help="Between two requests to a host.")] = 2.0,
    seconds: Annotated[float, typer.Option(metavar="SECONDS", min=1, help="The most that a request may take.")] = 60.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also ask addresses of the own machine and network.")
    ] = False,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Outlet of pages that do not say.")] = None,
    log_format: Annotated[LogFormat, typer.Option(help="Of the lines on standard error.")] = LogFormat.text,
    no_model: NoModelOption = False,
    knowledge: KnowledgeOption = None,
) -> None:
    """Watch feeds: fetch what is new in them and code it into the database, until it is interrupted.

    It heeds robots.txt, asks for changes only, waits between requests to a host, and asks no private addresses.

    Example: dateline watch https://news.example/feed.xml --keep pages/
    """
    from dateline.engine.local import Job
    from dateline.engine.progress import make_progress
    from dateline.engine.run import Options, run_pieces
    from dateline.errors import UsageError
    from dateline.settings import Settings
    from dateline.sinks.stored.store_sink import StoreSink

    try:
        from dateline.watch.fetch import Fetcher, Limits
    except ImportError:
        raise UsageError("watch needs httpcore: pip install 'dateline[watch]'") from None
    from dateline.watch.keep import Archive
    from dateline.watch.manners import Manners
    from dateline.watch.state import State
    from dateline.watch.watch import Watch

    check_texts(outlet=outlet, agent=agent)
    say = teller(as_json=log_format is LogFormat.json)
    addresses = addresses_of(feeds)
    settings = Settings(opinion=not no_model, knowledge=tuple(knowledge or ()))
    kept = Archive(keep) if keep is not None else None
    state = State(state_of(store))
    fetcher = Fetcher(agent or name_of_agent(), Limits(settings.max_page_bytes, seconds), private=allow_private)
    try:
        watching = Watch(addresses, Manners(fetcher, pause), state, every * 60, once, say)
        if kept is not None:
            watching.keep = kept.add
        options = Options(Job(settings, None, outlet))
        summary = run_pieces(
            watching.pieces(), StoreSink(store), options, make_progress(as_json=log_format is LogFormat.json)
        )
    finally:
        fetcher.close()
        state.close()
    say(f"{summary.pages:,} pages coded, {summary.failed:,} failed; {summary.events:,} events > {store}")
    if summary.failed:
        raise typer.Exit(1)


def state_of(store: Path) -> Path:
    """Where a watch notes what it has seen: beside its database, and on a server in it."""
    return store if isinstance(store, Address) else store.with_name(store.name + ".watch")


def name_of_agent() -> str:
    """What it calls itself where the user doesn't say."""
    from dateline.engine.work import package_version

    number = package_version("dateline")
    return f"dateline-watch/{number}" if number else "dateline-watch"


def addresses_of(feeds: list[str]) -> list[str]:
    """The addresses that were given, those in files too: one a line, ``#`` begins a comment.

    Raises:
        UsageError: one is no address, or a file can't be read.
    """
    from dateline.errors import UsageError
    from dateline.watch.fetch import clean_address

    found: dict[str, None] = {}
    for given in feeds:
        lines = [given]
        if "://" not in given:
            try:
                lines = Path(given).read_text(encoding="utf-8").splitlines()
            except (OSError, ValueError) as error:
                raise UsageError(f"{given}: no address, and no file of addresses: {error}") from None
        for line in lines:
            text = line.partition(" #")[0].strip() if not line.startswith("#") else ""
            if not text:
                continue
            address = clean_address(text)
            if address is None:
                raise UsageError(f"{text}: this is no http or https address")
            found[address] = None
    if not found:
        raise UsageError("there is no address of a feed in what was given")
    return list(found)
