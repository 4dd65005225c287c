"""``dateline demo``: the main job on the sample pages that come with the package, and what to look at next."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import Format, console, given_place, tell

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.store.store import Store

SAMPLES = Path(__file__).parents[1] / "samples"
# Named in the closing line, so that the address is known before the server runs.
PORT = 8765
# What to look at next: why, and the command. {story} and {event} are of the story that is shown, {incident} is what
# most stories tell of.
NEXT = (
    (
        "The ambush as four outlets tell it, two of which print the third's report: 11 dead, or 14 and more",
        "events --search ambush --type ASSAULT --since 2024-09-10 --until 2024-09-10",
    ),
    ("Who denies what", "statements --stance denies"),
    ("What is said of Sudan, by whom", "said-of --about Sudan"),
    (
        "One happening, put together: copies counted once, who says what, who denies it, the numbers side by side",
        "incident {incident}",
    ),
    (
        "What is only announced, possible or conditional",
        "events --factuality future --factuality possible --factuality hypothetical",
    ),
    ("Only what it is surer of, with the share that this keeps", "events --min-confidence 0.8 --min-parties 0.6"),
    ("Why an event is as it is: the words and the rule behind every field", "explain {event}"),
    ("The lossless record of the story above", "show {story} --format json"),
)  # fmt: skip


def demo(
    store: Annotated[
        Path, typer.Option("--store", "-s", metavar="FILE", help="The database to make.", parser=given_place)
    ] = Path("demo.db"),
) -> None:
    """Code the sample pages, show one of their stories, and say what to look at next.

    Example: dateline demo --store demo.db
    """
    from dateline.cli.linking.link import link_path
    from dateline.cli.lists import show_list
    from dateline.cli.show import print_story
    from dateline.engine.local import Job
    from dateline.engine.progress import make_progress
    from dateline.engine.run import Options, run
    from dateline.settings import Settings
    from dateline.sinks.registry import open_sink
    from dateline.store.store import Store

    out = console()
    pages = sorted(str(p) for p in SAMPLES.iterdir() if p.suffix != ".md")
    summary = run(pages, open_sink("store", store), Options(Job(Settings()), recode=True), make_progress())
    out.print(
        f"{len(pages)} sample pages of one week, all invented: {summary.stories} stories, {summary.events} events, "
        f"{summary.statements} statements."
    )
    link_path(store, ())
    show_list("stories", store, Format.table, None)
    with Store(store) as opened:
        richest = max(opened.stories(), key=lambda s: (s.events + s.statements, s.id), default=None)
        if richest is not None:
            print_story(opened.record(richest.id), out)
            _say_what_is_next(opened, richest.id, store, out)
    if summary.failed:
        for name, reason in summary.failures:
            tell(f"{name}: {reason}")
        raise typer.Exit(1)


def _say_what_is_next(opened: Store, story: str, path: Path, out: Console) -> None:
    """Commands that work as they stand."""
    events, incidents = list(opened.events(story=story)), list(opened.incidents())
    out.print("\nWhat to look at next:")
    if events and incidents:
        event = next((e for e in events if e.stance == "denies"), events[0])
        incident = max(incidents, key=lambda i: (i.stories, i.id))
        for why, command in NEXT:
            _print_command(why, command.format(story=story, event=event.id, incident=incident.id), path, out)
    _print_command(f"In the browser, at http://127.0.0.1:{PORT}/", f"serve --port {PORT}", path, out)


def _print_command(why: str, command: str, path: Path, out: Console) -> None:
    """A command on one line of its own, however long, to be copied."""
    name, *rest = shlex.split(command)
    line = shlex.join([*program(), name, "--store", str(path), *rest])
    out.print(f"\n  # {why}", style="dim", markup=False)
    out.print(f"  {line}", soft_wrap=True, markup=False)


def program() -> list[str]:
    """The words that call Dateline as it was called now: after ``make demo`` it is on nobody's path."""
    called = Path(sys.argv[0])
    if called.name != "dateline":
        return [sys.executable, "-m", "dateline"]
    folders = os.environ.get("PATH", "").split(os.pathsep)
    if str(called.parent) in folders:
        return ["dateline"]
    here = Path.cwd()
    return [str(called.relative_to(here) if called.is_relative_to(here) else called)]
