"""``dateline retry``: code again what failed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_STORE, MemoryOption, SecondsOption, StoreOption, tell

if TYPE_CHECKING:
    from dateline.engine.page_limits import PageLimits
    from dateline.store.rows.typed_rows import DocumentRow


def retry(
    store: StoreOption = DEFAULT_STORE,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Number of processes.")] = 1,
    page_seconds: SecondsOption = 600.0,
    page_memory: MemoryOption = 4_000,
) -> None:
    """Code again the inputs that failed, each with the options that it was coded with, and nothing else.

    Example: dateline retry --store news.db
    """
    from dateline.engine.page_limits import PageLimits
    from dateline.store.store import Store

    limits = PageLimits(page_seconds, page_memory)
    with Store(store) as opened:
        failed = list(opened.documents("failed"))
        groups: dict[str | None, list[DocumentRow]] = {}
        for row in failed:
            groups.setdefault(opened.options(row.coded_with), []).append(row)
    if not failed:
        tell(f"{store}: nothing has failed")
    lost = [row.name for row in failed if row.path is None]
    for name in lost:
        came = "was fetched: `dateline watch` alone asks for it" if "://" in name else "came from standard input"
        tell(f"{name}: it {came}, and can't be read again here")
    left = [
        _again(store, known, [r for r in rows if r.path is not None], jobs, limits) for known, rows in groups.items()
    ]
    if lost or any(left):
        raise typer.Exit(1)


def _again(store: Path, known: str | None, rows: list[DocumentRow], jobs: int, limits: PageLimits) -> bool:
    """Code some inputs again; is any of them still one that fails?"""
    from dateline.cli.code import options_of, print_summary
    from dateline.cli.linking.link import link_path
    from dateline.engine.inputs.find import files_of
    from dateline.engine.local import Job
    from dateline.engine.progress import make_progress
    from dateline.engine.run import job_of, run
    from dateline.settings import Settings
    from dateline.sinks.stored.store_sink import StoreSink

    if not rows:
        return False
    job = job_of(known, Job(Settings(), limits=limits))
    names = {row.name for row in rows}
    options = options_of(job, jobs, store, recode=False, fail_fast=False, wanted=names)
    began = time.monotonic()
    summary = run(files_of(names), StoreSink(store), options, make_progress())
    print_summary(summary, store, time.monotonic() - began, stored=True, stopped=False)
    link_path(store, job.settings.knowledge)
    return bool(summary.failed)
