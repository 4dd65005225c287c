"""One suite that every sink passes."""

import os
import resource
import signal
import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from dateline import plugins
from dateline.errors import StoreError, UsageError
from dateline.record import StoryRecord
from dateline.sinks import registry
from dateline.sinks.registry import names, open_sink
from dateline.sinks.sink import PagesSink, Sink
from records import make_record

RECORDS = [make_record("a"), make_record("b", published=None, outlet=None)]
NAMES = registry.names()
pytest.importorskip("pyarrow.parquet")


def module_of(sink):
    """The file that brings a sink: it holds the reader of what the sink writes beside it."""
    return sys.modules[type(sink).__module__]


def event_ids(sink, path):
    """Ids of the events that a finished output holds."""
    return module_of(sink).event_ids(path)


def keeps_pages(sink):
    """Whether it is a database, which keeps each page that was written whole."""
    return isinstance(sink, PagesSink)


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def test_what_is_written_can_be_read_back(name, tmp_path):
    path = tmp_path / "out"
    sink = open_sink(name, path)
    assert isinstance(sink, Sink)
    for record in RECORDS:
        sink.write(record)
    sink.close()
    assert event_ids(sink, path) == ["a-0-e0", "a-0-e1", "b-0-e0", "b-0-e1"]
    assert {p.name for p in tmp_path.iterdir()} - {"out-shm", "out-wal"} == {"out"}


def test_no_records_make_a_valid_output(name, tmp_path):
    path = tmp_path / "out"
    sink = open_sink(name, path)
    sink.close()
    assert event_ids(sink, path) == []


def test_discarding_leaves_what_was_there(name, tmp_path):
    path = tmp_path / "out"
    first = open_sink(name, path)
    first.write(RECORDS[0])
    first.close()
    second = open_sink(name, path)
    if not keeps_pages(second):
        second.write(RECORDS[1])
    second.discard()
    assert event_ids(first, path) == ["a-0-e0", "a-0-e1"]
    assert [p.name for p in tmp_path.iterdir() if ".part" in p.name] == []


def test_same_records_make_the_same_bytes(name, tmp_path):
    outputs = []
    for number in range(2):
        path = tmp_path / f"out{number}"
        sink = open_sink(name, path)
        for record in RECORDS:
            sink.write(record)
        sink.close()
        # A database holds counters of its own: its rows are compared, here by their ids, in tests/engine whole.
        outputs.append(event_ids(sink, path) if keeps_pages(sink) else path.read_bytes())
    assert outputs[0] == outputs[1]


def test_a_missing_folder_is_named(name, tmp_path):
    with pytest.raises((UsageError, StoreError), match="no folder"):
        open_sink(name, tmp_path / "not there" / "out")


def test_a_file_shows_only_when_it_is_whole(name, tmp_path):
    path = tmp_path / "out"
    sink = open_sink(name, path)
    sink.write(RECORDS[0])
    assert path.exists() == keeps_pages(sink)
    sink.close()
    assert event_ids(sink, path) == ["a-0-e0", "a-0-e1"]


FULL = """
import sys
from pathlib import Path
from dateline.errors import StoreError
from dateline.sinks.registry import open_sink
from records import make_record
sink = open_sink(sys.argv[1], Path(sys.argv[2]))
try:
    for n in range(4_000):  # until the disk is full
        sink.write(make_record(f"key{n:06}"))
    sink.close()
except StoreError as error:
    sink.discard()
    print(error)
    sys.exit(7)
"""


def test_a_full_disk_is_one_clear_line(name, tmp_path):
    empty = open_sink(name, tmp_path / "empty")
    empty.close()
    limit = (tmp_path / "empty").stat().st_size + 40_000  # room for what an output without records holds

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # let writes fail with an error, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    path = tmp_path / "out"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", FULL, name, str(path)],
        preexec_fn=small_disk, capture_output=True, text=True, env=env, check=False,
    )  # fmt: skip
    assert done.returncode == 7, done.stderr
    assert str(path) in done.stdout and len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert path.exists() == keeps_pages(empty)


def test_an_unknown_sink_is_named_with_those_that_there_are(tmp_path):
    with pytest.raises(UsageError, match="jsonl"):
        open_sink("xml", tmp_path / "out")


class Foreign:
    def __init__(self, path):
        self.path, self.ids = path, []

    def write(self, record: StoryRecord) -> None:
        self.ids.append(record.id)

    def close(self) -> None:
        self.path.write_text(" ".join(self.ids))

    def discard(self) -> None:
        pass


def test_another_package_can_bring_a_sink(tmp_path, monkeypatch):
    entry = EntryPoint("foreign", "test_sinks_shared:Foreign", "dateline.sinks")
    monkeypatch.setattr(plugins, "entry_points", lambda group, name=None: [entry] if name in (None, "foreign") else [])
    assert "foreign" in names()
    sink = open_sink("foreign", tmp_path / "out")
    sink.write(RECORDS[0])
    sink.close()
    assert (tmp_path / "out").read_text() == "a-0"
