"""A page that takes too long or too much is set aside with its reason; the others are coded."""

import signal
import sys

import pytest
from stub_coder import make_stub

from dateline.engine import run as engine
from dateline.engine.local import Job
from dateline.engine.page_limits import PageLimits
from dateline.engine.run import Options
from dateline.errors import UsageError
from dateline.settings import Settings
from dateline.sinks.registry import open_sink
from dateline.store.store import Store

posix = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timers that ring")
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is only counted on Linux")


def failures(tmp_path, jobs, limits, *, bad):
    """Code a bad page between two sound ones; the reasons of the failures, and how many pages were coded."""
    folder = tmp_path / "pages"
    folder.mkdir(exist_ok=True)
    for name, text in (("a", "a"), ("b", bad), ("c", "c")):
        (folder / f"{name}.txt").write_text(text)
    db = tmp_path / "news.db"
    job = Job(Settings(), None, None, make_stub, limits)
    summary = engine.run([str(folder)], open_sink("store", db), Options(job, jobs))
    with Store(db) as store:
        return [row.reason for row in store.documents("failed")], summary.pages


@posix
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_without_end_is_set_aside(tmp_path, jobs):
    reasons, coded = failures(tmp_path, jobs, PageLimits(seconds=2), bad="FOREVER")
    assert reasons == ["took more than 2 seconds (--page-seconds)"]
    assert coded == 2


@linux
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_takes_all_memory_is_set_aside(tmp_path, jobs):
    reasons, coded = failures(tmp_path, jobs, PageLimits(megabytes=300), bad="GREEDY")
    assert reasons == ["needed more than 300 MB of memory (--page-memory)"]
    assert coded == 2


@posix
def test_a_page_that_nothing_stops_costs_its_process_only(tmp_path):
    reasons, coded = failures(tmp_path, 2, PageLimits(seconds=6, grace=0.5), bad="STUCK")
    assert reasons == ["took more than 6 seconds (--page-seconds)"]
    assert coded == 2


@posix
def test_the_next_run_tries_a_page_again_that_was_set_aside(tmp_path):
    failures(tmp_path, 1, PageLimits(seconds=1), bad="SLUGGISH")
    assert failures(tmp_path, 1, PageLimits(seconds=120), bad="SLUGGISH") == ([], 1)


@posix
def test_a_run_leaves_timers_and_limits_as_they_were(tmp_path):
    resource = pytest.importorskip("resource")
    before = signal.getsignal(signal.SIGALRM), resource.getrlimit(resource.RLIMIT_DATA)
    failures(tmp_path, 1, PageLimits(seconds=1, megabytes=300), bad="FOREVER")
    assert (signal.getsignal(signal.SIGALRM), resource.getrlimit(resource.RLIMIT_DATA)) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.parametrize(
    "given", [{"seconds": -1}, {"seconds": float("nan")}, {"seconds": float("inf")}, {"megabytes": 10**12}]
)
def test_numbers_that_are_no_limits_are_refused(given):
    with pytest.raises(UsageError):
        PageLimits(**given)
