"""``dateline code``: pages in, a database or a file out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import (
    DEFAULT_STORE,
    KnowledgeOption,
    LanguageOption,
    LayoutOption,
    MemoryOption,
    NoModelOption,
    RawOption,
    SecondsOption,
    StoreOption,
    bound,
    check_texts,
    given_place,
    tell,
)
from dateline.cli.linking.link import link_path
from dateline.engine.shown import visible
from dateline.store.opening.address import Address

if TYPE_CHECKING:
    from dateline.engine.cluster.ray_runner import RayRunner
    from dateline.engine.cluster.run import Wanted
    from dateline.engine.local import Job, Runner
    from dateline.engine.progress import Progress
    from dateline.engine.run import Options
    from dateline.engine.work import Summary
    from dateline.layouts.table import Table
    from dateline.settings import Settings

OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="The file for --to; - is standard output.", parser=given_place),
]
FieldOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="OUR=THEIRS",
        help="JSONL: their name of one of id, url, outlet, published, title, text, author; published=a,b~ takes the "
        "first that is there and marks b as an estimate.",
    ),
]


# Where pages are coded; other packages may bring more.
LOCAL, RAY = "local", "ray"


class LogFormat(str, Enum):  # noqa: UP042 - Typer shows the values of str enumerations
    """How progress and failures are told on standard error."""

    text = "text"
    json = "json"


def code(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, globs, or - for standard input.")
    ],
    store: StoreOption = DEFAULT_STORE,
    to: Annotated[str | None, typer.Option(help="Write jsonl, csv, parquet, dta (Stata) or xlsx, no database.")] = None,
    output: OutputOption = None,
    layout: LayoutOption = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When pages that do not say were published (2023-11-03).")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Outlet of pages that do not say.")] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, help="Number of processes.", show_default="1; with ray all the cluster has"
        ),
    ] = None,
    engine: Annotated[
        str, typer.Option(metavar="local|ray|NAME", help="Code here, on a Ray cluster, or as a plug-in does it.")
    ] = LOCAL,
    address: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Of the Ray cluster; local starts one here.  [default: auto]"),
    ] = None,
    language: LanguageOption = "en",
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Another spaCy pipeline for the language.")] = None,
    no_model: NoModelOption = False,
    knowledge: KnowledgeOption = None,
    all_actors: Annotated[
        bool, typer.Option("--all-actors", help="Code also acts in which nobody and nothing is known to politics.")
    ] = False,
    raw_cells: RawOption = False,
    all_tellings: Annotated[
        bool,
        typer.Option("--all-tellings", help="Tables: a row for each telling of an event, not the first only."),
    ] = False,
    part_stories: Annotated[
        int | None,
        typer.Option("--part-stories", metavar="N", min=1, help="-o is a folder of parts of about N stories."),
    ] = None,
    page_seconds: SecondsOption = 600.0,
    page_memory: MemoryOption = 4_000,
    no_link: Annotated[
        bool, typer.Option("--no-link", help="Without linking stories afterwards (dateline link does it later).")
    ] = False,
    manifest: Annotated[
        bool | None,
        typer.Option(
            "--manifest/--no-manifest",
            help="Tell versions, options, input and counts in OUTPUT.run.json.",
            show_default="for files, not for a database",
        ),
    ] = None,
    log_format: Annotated[LogFormat, typer.Option(help="Of the lines on standard error.")] = LogFormat.text,
    recode: Annotated[bool, typer.Option("--recode", help="Code also what the database has unchanged.")] = False,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at the first input that fails.")] = False,
    field: FieldOption = None,
    reader: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A reader of another package, asked before ours; may be repeated."),
    ] = None,
) -> None:
    """Code pages: who did what to whom, where and when, and who says so.

    Run again, it codes only what is new or changed.

    Example: dateline code saved_pages/ --outlet "The Daily Example" --jobs 2
    """
    from dateline.engine.local import Job
    from dateline.engine.manifest import manifest_of, write_manifest
    from dateline.engine.page_limits import PageLimits
    from dateline.engine.progress import make_progress
    from dateline.engine.run import check_date, run
    from dateline.errors import UsageError
    from dateline.language.shipped import language_of_code
    from dateline.settings import Settings
    from dateline.sinks.registry import open_lasting

    check_texts(published=published, outlet=outlet, model=model, field=field, to=to, layout=layout)
    settings = Settings(
        language=language,
        model=model,
        opinion=not no_model,
        knowledge=tuple(knowledge or ()),
        fields=fields_of(field),
        all_actors=all_actors,
        readers=tuple(reader or ()),
    )
    language_of_code(settings.language)
    check_date(published)
    limits = PageLimits(page_seconds, page_memory)
    path = target(store, to, output, raw_cells=raw_cells, all_tellings=all_tellings, part_stories=part_stories)
    if manifest and isinstance(path, Address):
        raise UsageError(f"--manifest: {path} has no place beside it; --log-format json gives the counts")
    table = table_of(settings, to, layout, all_tellings=all_tellings)
    connect = connection(engine, address, jobs)
    as_json = log_format is LogFormat.json
    say = teller(as_json=as_json)
    job = Job(settings, published, outlet, limits=limits)
    began = time.monotonic()
    if isinstance(path, Address) and to is not None:
        wanted = wanted_of(job, path, to, table, part_stories=part_stories, fail_fast=fail_fast)
        summary = into_folder(
            paths, wanted, connect if engine == RAY else None, make_progress(as_json=as_json), recode=recode
        )
        print_summary(summary, path, time.monotonic() - began, stored=False, stopped=fail_fast, as_json=as_json)
        raise typer.Exit(bool(summary.failed or summary.unseen))
    if to is not None:
        name_stale(path, say)
    options = options_of(job, jobs or 1, path, recode=recode, fail_fast=fail_fast, say=say, runner=connect)
    sink = open_lasting(
        to or "store", path, table, raw_cells=raw_cells, part_stories=part_stories
    )  # fmt: skip
    for part in getattr(sink, "lost", ()):
        say(f"{part}: this part is gone; its pages are coded again")
    started = now()
    summary = run(paths, sink, options, make_progress(as_json=as_json))
    print_summary(summary, path, time.monotonic() - began, stored=to is None, stopped=fail_fast, as_json=as_json)
    if manifest or (manifest is None and to is not None):
        place = manifest_of(path)
        if place is not None and not (fail_fast and summary.failed):
            told: dict[str, object] = {"path": str(path), "form": to or "store"}
            write_manifest(
                place, paths, told | ({"layout": layout} if layout else {}), options, summary, (started, now())
            )
    if to is None and not no_link and not (fail_fast and summary.failed):
        link_path(path, settings.knowledge, say if as_json else None)
    if summary.failed or summary.unseen:
        raise typer.Exit(1)


def now() -> str:
    """The time, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def options_of(
    job: Job,
    jobs: int,
    path: Path,
    *,
    recode: bool,
    fail_fast: bool,
    wanted: set[str] | None = None,
    say: Callable[[str], None] = tell,
    runner: Callable[[Job], Runner] | None = None,
) -> Options:
    """How the run goes; says so where fewer processes run than were asked for."""
    from dateline.engine.inputs.find import is_of
    from dateline.engine.local import fitting
    from dateline.engine.manifest import ENDING
    from dateline.engine.run import Options

    useful = fitting(jobs)
    if useful < jobs and runner is None:
        say(f"--jobs {jobs}: {useful} processes are the most that are of use on this machine")
    endings = () if isinstance(path, Address) else ("", "-wal", "-shm", ".watch", ENDING)
    ours = tuple(path.with_name(path.name + ending) for ending in endings)
    only = None if wanted is None else (lambda name: is_of(name, wanted))
    return Options(job, useful, recode, fail_fast, leave_out=ours, wanted=only, runner=runner)


def connection(engine: str, address: str | None, jobs: int | None) -> Callable[[Job], Any] | None:
    """What connects a job to a cluster; None where it is coded here.

    Raises:
        UsageError: an address, and no cluster is asked for; or no such engine.
    """
    from dateline import plugins
    from dateline.errors import UsageError

    if engine not in (LOCAL, RAY):
        made: Callable[[Job], Any] | None = plugins.call("engines", engine, address, jobs)
        if made is None:
            there = ", ".join([LOCAL, RAY, *plugins.names("engines")])
            raise UsageError(f"--engine {engine}: there is no such engine; there are {there}")
        return made
    if engine == LOCAL:
        if address is not None:
            raise UsageError(f"--address {address}: say --engine ray with it")
        return None
    from dateline.engine.cluster.ray_runner import AUTO
    from dateline.engine.cluster.run import connected

    return connected(address or AUTO, jobs)


def wanted_of(
    job: Job, path: Address, to: str, table: Table | None, *, part_stories: int | None, fail_fast: bool
) -> Wanted:
    """What a run into a folder at an address does.

    Raises:
        UsageError: what is asked for can't be written there.
    """
    from dateline.engine.cluster.run import EACH, Wanted
    from dateline.errors import UsageError

    if to != "parquet" or table is None:
        raise UsageError(f"-o {path}: only --to parquet is written to an address")
    if table.layout.name != "full":
        raise UsageError(f"-o {path}: only --layout full is written to an address")
    return Wanted(job, path.url, table.world, table.all_tellings, part_stories or EACH, fail_fast)


def into_folder(
    paths: list[str], wanted: Wanted, connect: Callable[[Job], RayRunner] | None, progress: Progress, *, recode: bool
) -> Summary:
    """Run into a folder of shards.

    Raises:
        UsageError: it is to be coded here, or anew.
    """
    from dateline.engine.cluster.run import run_on_ray
    from dateline.errors import UsageError

    if connect is None:
        raise UsageError(f"-o {wanted.address}: say --engine ray with it; other engines write to paths")
    if recode:
        raise UsageError(f"--recode: shards are not rewritten; name a new folder than {wanted.address}")
    return run_on_ray(paths, wanted, connect, progress)


def teller(*, as_json: bool) -> Callable[[str], None]:
    """What tells the user a line, in the form of the log."""
    from dateline.engine.progress import json_line

    return (lambda text: json_line(sys.stderr, "message", text=text)) if as_json else tell


def name_stale(path: Path, say: Callable[[str], None] = tell) -> None:
    """Remove what killed runs left of an output, and say so."""
    from dateline.sinks.output_files import remove_stale

    for part in remove_stale(path):
        say(f"{part}: left by a run that was killed; removed")


def table_of(settings: Settings, to: str | None, layout: str | None, *, all_tellings: bool) -> Table | None:
    """The layout of an output with rows, filled from the knowledge that the settings name; None for one without.

    Raises:
        UsageError: no such layout, an output that has none, or a folder of knowledge is missing.
        KnowledgeError: what it is filled from is broken.
    """
    from dateline.errors import UsageError
    from dateline.knowledge.files import layers_over
    from dateline.sinks.registry import FLAT

    if to not in FLAT:
        if layout is not None:
            raise UsageError(f"--layout {layout}: only --to {', --to '.join(sorted(FLAT))} have one")
        return None
    return bound(layout, layers_over(settings.knowledge, settings.language), all_tellings=all_tellings)


def fields_of(field: list[str] | None) -> dict[str, str]:
    """Our name of a field of JSONL -> theirs.

    Raises:
        UsageError: a --field that is no OUR=THEIRS.
    """
    from dateline.errors import UsageError
    from dateline.pages.readers.jsonl import FIELDS

    fields = {}
    for pair in field or ():
        ours, equals, theirs = pair.partition("=")
        if not equals or ours not in FIELDS or not all(name.strip("~") for name in theirs.split(",")):
            raise UsageError(f"--field {pair}: OUR=THEIRS is wanted, OUR one of {', '.join(FIELDS)}")
        fields[ours] = theirs
    return fields


def target(
    store: Path,
    to: str | None,
    output: Path | None,
    *,
    raw_cells: bool = False,
    all_tellings: bool = False,
    part_stories: int | None = None,
) -> Path:
    """Where the result goes.

    Raises:
        UsageError: --to, -o, --raw-cells, --all-tellings and --part-stories don't go together.
    """
    from dateline.errors import UsageError
    from dateline.sinks.registry import FLAT, names

    if raw_cells and to != "csv":
        raise UsageError("--raw-cells: only --to csv has cells that a spreadsheet would run")
    if all_tellings and to not in FLAT:
        raise UsageError(f"--all-tellings: only {', '.join(sorted(FLAT))} leave tellings out; all else holds each")
    if part_stories and (to in (None, "store") or output == Path("-")):
        raise UsageError("--part-stories: say with --to and -o what is written in parts, and into which folder")
    if to is None:
        if output is not None:
            raise UsageError(
                f"-o {output}: say what to write with --to ({', '.join(n for n in names() if n != 'store')})"
            )
        return store
    if to not in names():
        raise UsageError(f"--to {to}: there is no such output; there are {', '.join(names())}")
    if output is None:
        raise UsageError(f"--to {to}: say where with -o FILE")
    return output


def print_summary(
    summary: Summary, path: Path, took: float, *, stored: bool, stopped: bool, as_json: bool = False
) -> None:
    """What a run did, on standard error."""
    if as_json:
        from dateline.engine.progress import json_line
        from dateline.engine.work import counters

        faults = list(summary.unseen)
        json_line(sys.stderr, "end", output=str(path), seconds=round(took, 3), unseen=faults, **counters(summary))
        return
    s, where = summary, "standard output" if path == Path("-") else visible(str(path))
    rate = f", {s.words / took:,.0f} words a second" if s.words and took > 0 else ""
    lines = [
        f"{s.pages:,} pages coded in {took:.1f} s{rate}: {s.stories:,} stories, {s.events:,} events, "
        f"{s.statements:,} statements > {where}"
    ]
    if s.kept:
        lines.append(f"{s.kept:,} taken up from a run that was broken off")
    if s.skipped:
        lines.append(f"{s.skipped:,} unchanged, not coded again (--recode does)")
    if s.same:
        lines.append(f"{s.same:,} with the same bytes as another one, recorded once")
    if s.undated:
        lines.append(
            f'{s.undated:,} stories without a day of publication: their "Monday" has no date '
            "(--published DATE, for rows --field published=THEIRS)"
        )
    if s.unread:
        lines.append(f"{s.unread:,} rows with a date that can't be read: `dateline show` tells it")
    lines += [f"dateline: {visible(fault)}" for fault in s.unseen]
    if s.failed:
        named = f"`dateline failures --store {where}` lists them" if stored else "each is named above"
        lines.append(f"{s.failed:,} failed: {named}")
        if stopped:
            lines.append("stopped at the first failure" + ("" if stored else f"; {where} is not whole"))
    print("\n".join(lines), file=sys.stderr)
