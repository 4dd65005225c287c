"""``dateline second-opinion``: what a language model says of events that are coded, put beside them."""

from __future__ import annotations

import os
import time
from collections import Counter
from itertools import groupby, islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import DEFAULT_STORE, StoreOption, out_text, tell
from dateline.cli.options import read_options, takes_filters
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.second.endpoint import Endpoint
    from dateline.store.store import Store

EVERY = 15.0  # seconds between two lines on how far it is
TOLD = 5  # answers that can't be read and are told one by one


def second_opinion(
    model: Annotated[str, typer.Option("--model", metavar="NAME", help="The model, as the endpoint calls it.")],
    store: StoreOption = DEFAULT_STORE,
    url: Annotated[
        str, typer.Option(metavar="URL", help="An OpenAI-compatible endpoint, up to /v1.")
    ] = "http://127.0.0.1:8080/v1",
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Another machine may be asked: passages are sent to it.")
    ] = False,
    key_env: Annotated[
        str | None, typer.Option(metavar="NAME", help="The variable of the environment that holds its key.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=1, help="That an answer may take.")] = 60.0,
    limit: Annotated[int, typer.Option(min=0, help="Ask about at most so many events, 0 for all.")] = 100,
    again: Annotated[bool, typer.Option("--again", help="Ask also about events that this model has judged.")] = False,
    **filters: Any,
) -> None:
    """Ask a language model about coded events, and put its answers beside them as somebody else's opinion.

    It makes no event and changes none: `dateline explain EVENT` shows what it says.

    Example: dateline second-opinion --model local --url http://127.0.0.1:8080/v1 --type ASSAULT --limit 50
    """
    from dateline.second.endpoint import Endpoint
    from dateline.store.store import Store

    key = os.environ.get(key_env, "") if key_env else ""
    if key_env and not key:
        raise UsageError(f"--key-env {key_env}: there is no such variable, or it is empty")
    endpoint = Endpoint(url, model, allow_remote, key, seconds)
    endpoint.check()
    Store(store).close()  # no store is made where there is none
    with Store(store, write=True) as opened:
        counted = _ask_all(opened, endpoint, limit, again=again, filters=read_options(filters))
    out_text(
        f"{counted['asked']:,} events asked about: {counted['agrees']:,} the same type and factuality, "
        f"{counted['differs']:,} other, {counted['unread']:,} answers that can't be read"
    )
    if counted["unread"]:
        raise typer.Exit(1)


takes_filters(second_opinion, "events")


def _ask_all(store: Store, endpoint: Endpoint, limit: int, *, again: bool, filters: dict[str, Any]) -> Counter[str]:
    """Ask about the events that pass the filters, story by story; what a story gave is kept before the next one."""
    from dateline.knowledge import ontology
    from dateline.knowledge.files import layers_over
    from dateline.second.opinions import has_opinion, opinions
    from dateline.store.rows.typed_rows import full_id

    types, counted, told = ontology.load(layers_over(())), Counter[str](), time.monotonic()
    pairs = [(row.story, row.id) for row in islice(store.events(**filters), limit or None)]
    for story, rows in groupby(sorted(pairs), key=lambda pair: pair[0]):
        record, ids = store.record(story), {event for _, event in rows}
        asked = [e for e in record.events if full_id(record.id, e.id) in ids]
        wanted = {e.id for e in asked if again or not has_opinion(e, endpoint.model)}
        made = {}
        for opinion in opinions(record, wanted, endpoint.ask, endpoint.model, types):
            counted["asked"] += 1
            if opinion.decision is None:
                counted["unread"] += 1
                if counted["unread"] <= TOLD:
                    tell(f"{opinion.event}: {opinion.fault}")
                continue
            made[opinion.event] = opinion.decision
            counted["agrees" if opinion.agrees else "differs"] += 1
            if time.monotonic() - told > EVERY:
                told = time.monotonic()
                tell(f"{counted['asked']:,} of {len(pairs):,} events asked about")
        store.put_opinions(record.id, made)
    return counted
