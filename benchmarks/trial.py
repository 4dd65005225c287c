"""The trial of a long run: the real pipeline over a web archive, killed again and again, the reading room open.

    python benchmarks/trial.py                          # 2,000 pages, 10 kills
    python benchmarks/trial.py --pages 50000 --jobs 8   # a night

Pages are generated (``invented_news.py``), each a record of one WARC. ``dateline code`` runs over it into a database,
with the learned reader and with the linking at its end, and is ended by ``kill -9`` each time that about one more
eleventh of the pages is in, then begun again. ``dateline serve`` shows the database all the while; readers ask it for
page after page. In the end the last run must end well, a further one find nothing to do, every page stand in the
database once, with its story, and ``dateline verify`` find no fault. The exit code says whether all that is so.
"""

from __future__ import annotations

import argparse
import gzip
import html
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from dateline.errors import StoreError
from dateline.store.rows.typed_rows import Counts
from dateline.store.store import Store
from invented_news import Invented, stream

COMMAND = (sys.executable, "-m", "dateline")
ASKED = ("", "events", "actors", "claims", "incidents", "map", "api/events?limit=5", "api/stories?limit=5")
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<meta property="og:site_name" content="{outlet}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{day}T08:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>
<article><h1>{title}</h1>{body}</article><footer>All rights reserved. Contact us.</footer></body></html>"""


def page(n: int, story: Invented) -> str:
    """A saved page; its number makes the bytes its own."""
    body = "".join(f"<p>{html.escape(p)}</p>" for p in (*story.paragraphs, f"This is report number {n} of the agency."))
    day = (date(2024, 1, 1) + timedelta(days=story.day)).isoformat()
    return PAGE.format(title=html.escape(story.headline), outlet=html.escape(story.outlet), day=day, body=body)


def write_warc(path: Path, pages: int, seed: int) -> None:
    """The archive."""
    with path.open("wb") as file:
        for n, story in enumerate(stream(seed, pages, 100)):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(n, story).encode()
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n:032}>\r\n"
                f"WARC-Date: 2024-06-02T03:04:05Z\r\nWARC-Target-URI: https://news.example/{n}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0))


class Room:
    """The reading room, and readers who ask for one page after the other."""

    def __init__(self, store: Path, readers: int) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--store", str(store), "--no-open"], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if " at http" not in line:
            raise SystemExit(f"the reading room did not open: {line}")
        self.base = line.rsplit(" at ", 1)[1].strip()
        self.answers: Counter[str] = Counter()
        self.slowest = 0.0
        self.open = True
        self.threads = [threading.Thread(target=self._read, args=(n,)) for n in range(readers)]
        for thread in self.threads:
            thread.start()

    def _read(self, n: int) -> None:
        while self.open:
            path = ASKED[n % len(ASKED)]
            n += 1
            began = time.monotonic()
            try:
                with urllib.request.urlopen(self.base + path, timeout=120) as answer:
                    answer.read()
                    said = str(answer.status)
            except urllib.error.HTTPError as error:
                said = f"{error.code} of /{path}"
            except OSError as error:
                said = f"{type(error).__name__} of /{path}"
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.answers[said] += 1
            time.sleep(0.5)

    def close(self) -> None:
        """The readers leave, and the room is closed."""
        self.open = False
        for thread in self.threads:
            thread.join()
        self.process.terminate()
        self.process.wait()


def counts(store: Path) -> Counts | None:
    """What the database holds; None while there is none."""
    try:
        with Store(store) as opened:
            return opened.counts()
    except StoreError:
        return None


def start(warc: Path, store: Path, jobs: int) -> subprocess.Popen[bytes]:
    """Begin a run."""
    command = [*COMMAND, "code", str(warc), "--store", str(store), "--jobs", str(jobs)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def wait_for(running: subprocess.Popen[bytes], store: Path, documents: int) -> int:
    """Wait until so many pages are in, or the run has ended; give how many there are."""
    while True:
        found = counts(store)
        if running.poll() is not None or (found is not None and found.documents >= documents):
            return found.documents if found else 0
        time.sleep(0.2)


def disturbed(args: argparse.Namespace, warc: Path, store: Path) -> tuple[Room, int]:
    """All runs that are killed, with the room, which opens when the first page is in."""
    room: Room | None = None
    before = 0
    for n in range(args.kills):
        running = start(warc, store, args.jobs)
        if room is None:
            wait_for(running, store, 1)
            room = Room(store, args.readers)
        at = wait_for(running, store, round((n + args.random.uniform(0.6, 1)) * args.pages / (args.kills + 1)) + 1)
        time.sleep(args.random.uniform(0, 0.3))
        running.send_signal(signal.SIGKILL)
        if running.wait() != -signal.SIGKILL or at < before:
            raise SystemExit(f"kill {n + 1}: the run had ended, or pages are gone ({at:,} of {before:,})")
        before = at
        print(f"kill {n + 1} at {at:,} pages", flush=True)
    assert room is not None
    return room, before


def judged(args: argparse.Namespace, warc: Path, store: Path, room: Room) -> list[str]:
    """What is wrong in the end."""
    wrong = []
    if start(warc, store, args.jobs).wait():
        wrong.append("the last run failed")
    again = subprocess.run(
        [*COMMAND, "code", str(warc), "--store", str(store)], stderr=subprocess.PIPE, text=True, check=False
    )
    print(again.stderr.strip())
    if again.returncode or f"{args.pages:,} unchanged" not in again.stderr:
        wrong.append("a further run found something to do")
    room.close()
    found = counts(store)
    print(f"{found}\nanswers of the reading room: {dict(room.answers)}, the slowest after {room.slowest:.1f} s")
    if found is None or (found.documents, found.stories) != (args.pages, args.pages):
        wrong.append("pages or stories are lost, or there twice")
    if set(room.answers) != {"200"}:
        wrong.append("the reading room gave errors")
    if subprocess.run([*COMMAND, "verify", "--store", str(store)], check=False).returncode:
        wrong.append("verify found faults")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()
    args.random = random.Random(args.seed)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        warc, store = Path(name) / "pages.warc.gz", Path(name) / "news.db"
        write_warc(warc, args.pages, args.seed)
        room, _ = disturbed(args, warc, store)
        try:
            wrong = judged(args, warc, store, room)
        finally:
            room.close()
    print(
        f"{args.pages:,} pages, {args.kills} kills, {time.monotonic() - began:.0f} s: {'; '.join(wrong) or 'all well'}"
    )
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
