"""kill -9 at many moments of a run, the run started again each time: is anything lost, or there twice?

    python benchmarks/kills.py                          # 2,000 pages, 50 kills, each sink
    python benchmarks/kills.py --pages 60 --kills 6     # the small one that the tests run
    python benchmarks/kills.py --real --pages 200       # the real pipeline codes, not one that stands in for it

A stand-in codes unless ``--real`` is given: what is asked is whether engine and sinks lose anything, not the stages.
An output is compared with that of a run which nobody disturbed: files must have the same bytes, the database the same
rows (but of which run coded what) and be whole (``dateline verify``), a folder of parts the same records. With
``--warc`` all pages are records of one web archive. Kills go on with a new output where a run came to its end before it
was killed. ``coded again`` says how many pages were coded more than once, of all kills together.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from dateline.engine.local import Coder, Job, pipeline_coder
from dateline.engine.run import Options, run
from dateline.pages.source_and_story import Source
from dateline.record import Actor, Document, Event, StoryRecord
from dateline.settings import Settings
from dateline.sinks.registry import OURS, open_lasting
from dateline.sinks.resume.resumed import left
from dateline.spans import Span
from dateline.store.care.verify import verify
from dateline.store.store import Store

SINKS = ("store", "jsonl", "csv", "parquet", "jsonl parts", "csv parts", "parquet parts")
FILES = ("jsonl", "csv", "parquet")
# Where coders note each page that they code: one byte a page, which no kill can tear.
COUNTER = "KILLS_COUNTER"
TEXT = "The mayor of Nordhavn, number {n}, met a delegation from Vestby on Monday.\n\nShe thanked the guests twice."


def stand_in(settings: Settings) -> Coder:
    """A coder that takes a moment and gives a story with two events, made from the page's bytes."""

    def code(data: bytes, source: Source) -> Iterable[StoryRecord]:
        time.sleep(0.001)
        _count()
        key = hashlib.sha256(data).hexdigest()
        text = data.decode()
        mayor = Actor("mayor", "mayor of Nordhavn", "government", mentions=(Span(0, 9),))
        events = tuple(
            Event(
                f"{key[:12]}-0-e{n}", "CONSULT", (), (), 1, 2.5, ("mayor",), (), Span(at, at + 3), Span(0, len(text)),
                "asserted", None, None, None, 0.5, "stand-in",
            )
            for n, at in enumerate((text.index("met"), text.index("She")))
        )  # fmt: skip
        document = Document(source.path, None, "text/plain", 0, None, key)
        yield StoryRecord(
            f"{key[:12]}-0", document, None, None, None, None, (), None, None, None, "en", text, (mayor,), (), events,
        )  # fmt: skip

    return code


def real(settings: Settings) -> Coder:
    """The real pipeline, counted."""
    coder = pipeline_coder(settings)

    def code(data: bytes, source: Source) -> Iterable[StoryRecord]:
        _count()
        return coder(data, source)

    return code


def _count() -> None:
    handle = os.open(os.environ[COUNTER], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, b".")
    os.close(handle)


def child(sink: str, pages: str, out: str, jobs: int, make: Callable[[Settings], Coder], each: int) -> None:
    """One run, as ``dateline code`` does it; says when it begins."""
    form, _, parts = sink.partition(" ")
    opened = open_lasting(form, Path(out), part_stories=each if parts else None)
    print("ready", flush=True)
    run([pages], opened, Options(Job(Settings(opinion=False), make_coder=make), jobs))


class Trial:
    """The runs over one sink."""

    def __init__(self, sink: str, folder: Path, args: argparse.Namespace) -> None:
        self.sink, self.folder, self.args = sink, folder, args
        self.counter = folder / "counter"
        self.number = 0

    def start(self, out: Path) -> subprocess.Popen[str]:
        """Begin a run, and wait until it is ready to read pages."""
        command = [sys.executable, __file__, "--child", self.sink, "--out", str(out), "--data", str(self.args.data)]
        command += ["--jobs", str(self.args.jobs), "--each", str(self.args.each), *["--real"] * self.args.real]
        env = {**os.environ, COUNTER: str(self.counter)}
        started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
        assert started.stdout is not None
        if started.stdout.readline() != "ready\n":
            raise SystemExit(f"{self.sink}: a run did not start")
        return started

    def new(self) -> Path:
        """A name for an output that is not there."""
        self.number += 1
        return self.folder / f"out{self.number}"

    def go(self) -> str:
        """Kill and count; give a row of the table."""
        whole = self.new()
        began = time.monotonic()
        if self.start(whole).wait():
            raise SystemExit(f"{self.sink}: the undisturbed run failed")
        took = time.monotonic() - began
        self.counter.unlink()
        kills, finished, lost, twice, other = 0, 0, 0, 0, 0
        out = self.new()
        under_way = True
        while kills < self.args.kills or under_way:
            under_way = True
            running = self.start(out)
            if kills < self.args.kills:
                time.sleep(self.args.random.uniform(0, took / 3))
                running.send_signal(signal.SIGKILL)
            if running.wait() == -signal.SIGKILL:
                kills += 1
                # A file has its name, and nothing is left to be taken up: the run was killed when all was done.
                if self.sink not in FILES or not out.exists() or left(out):
                    continue
            finished, under_way = finished + 1, False
            gone, more = compare(self.sink, whole, out)
            lost, twice, other = (
                lost + gone,
                twice + more,
                other + (contents(self.sink, whole) != contents(self.sink, out)),
            )
            out = self.new()
        again = self.counter.stat().st_size - finished * self.args.pages
        return f"| {self.sink} | {kills} | {finished} | {lost} | {twice} | {other} | {again} |"


def compare(sink: str, one: Path, other: Path) -> tuple[int, int]:
    """How many events the second output lacks, and how many it has too often."""
    a, b = Counter(events(sink, one)), Counter(events(sink, other))
    return (a - b).total(), (b - a).total()


def events(sink: str, path: Path) -> list[str]:
    """Ids of the events that an output holds."""
    form = sink.split()[0]
    if path.is_dir():
        return [event for part in sorted(path.glob("part-*")) for event in events(form, part)]
    if form == "store":
        with sqlite3.connect(path) as db:
            return [row[0] for row in db.execute("SELECT ref FROM events")]
    ids: list[str] = import_module(OURS[form][0]).event_ids(path)
    return ids


def contents(sink: str, path: Path) -> object:
    """What must be the same: the bytes of a file, the rows of a database, the records of all parts."""
    if path.is_dir():
        return Counter(events(sink, path)), json.loads((path / "_manifest.json").read_text())["whole"]
    if sink != "store":
        return hashlib.sha256(path.read_bytes()).hexdigest()
    with Store(path, write=True) as store:
        faults = list(verify(store))
    if faults:
        raise SystemExit(f"{path.name}: {faults[:5]}")
    with sqlite3.connect(path) as db:
        tables = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        kept = [t for t in tables if t not in {"runs", "coded", "sqlite_sequence"} and "_text" not in t]
        return [sorted(map(repr, db.execute(f"SELECT * FROM {t}"))) for t in kept]


def make_pages(folder: Path, count: int, *, warc: bool) -> Path:
    """The input: a folder of files, or one web archive."""
    if not warc:
        data = folder / "pages"
        data.mkdir()
        for n in range(count):
            (data / f"{n:06}.txt").write_text(TEXT.format(n=n))
        return data
    data = folder / "pages.warc.gz"
    with data.open("wb") as file:
        for n in range(count):
            block = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{TEXT.format(n=n)}"
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n:032}>\r\n"
                f"WARC-Date: 2024-01-02T03:04:05Z\r\nWARC-Target-URI: https://news.example/{n}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(f"{head}{block}\r\n\r\n".encode()))
    return data


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--each", type=int, default=0, help="stories in a part; 0: a tenth of the pages")
    parser.add_argument("--sinks", default=",".join(SINKS))
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--warc", action="store_true")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--out", help=argparse.SUPPRESS)
    parser.add_argument("--data", help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.each = args.each or max(1, args.pages // 10)
    if args.child:
        child(args.child, args.data, args.out, args.jobs, real if args.real else stand_in, args.each)
        return
    args.random = random.Random(args.seed)
    print("| sink | kills | runs that ended | events lost | events twice | outputs that differ | coded again |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        args.data = make_pages(Path(name), args.pages, warc=args.warc)
        for sink in args.sinks.split(","):
            folder = Path(name) / sink.replace(" ", "-")
            folder.mkdir()
            print(Trial(sink, folder, args).go(), flush=True)


if __name__ == "__main__":
    main()
