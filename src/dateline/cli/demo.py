"""``dateline demo``: the main job on the sample pages that come with the package."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import console, given_path, tell
from dateline.engine.shown import visible

SAMPLES = Path(__file__).parents[1] / "samples"
# Named in the closing line, so that the address is known before the server runs.
PORT = 8765


def demo(
    store: Annotated[
        Path | None, typer.Option("--store", "-s", metavar="FILE", help="Keep the database here.", parser=given_path)
    ] = None,
) -> None:
    """Code the sample pages and show the result.

    Example: dateline demo --store demo.db
    """
    from dateline.cli.show import print_story
    from dateline.engine.local import Job
    from dateline.engine.progress import make_progress
    from dateline.engine.run import Options, run
    from dateline.settings import Settings
    from dateline.sinks.registry import open_sink
    from dateline.store.store import Store

    out = console()
    pages = sorted(str(p) for p in SAMPLES.iterdir() if p.suffix in {".html", ".txt", ".jsonl"})
    with tempfile.TemporaryDirectory() as scratch:
        path = store or Path(scratch) / "demo.db"
        summary = run(pages, open_sink("store", path), Options(Job(Settings()), recode=True), make_progress())
        with Store(path) as opened:
            richest = max(opened.stories(), key=lambda s: (s.events + s.statements, s.id), default=None)
            if richest is not None:
                print_story(opened.record(richest.id), out)
    out.print(
        f"\n{summary.pages} sample pages, {summary.stories} stories, {summary.events} events, "
        f"{summary.statements} statements."
    )
    if store is None:
        out.print("To look around in them: dateline demo --store demo.db && dateline serve --store demo.db")
    else:
        named = visible(str(store))
        out.print(f"Next: dateline events --store {named}, dateline actors --store {named}", markup=False)
        where = f"--store {named} --port {PORT} (opens http://127.0.0.1:{PORT}/)"
        out.print(f"To read them in the browser: dateline serve {where}", soft_wrap=True, markup=False)
    if summary.failed:
        for name, reason in summary.failures:
            tell(f"{name}: {reason}")
        raise typer.Exit(1)
