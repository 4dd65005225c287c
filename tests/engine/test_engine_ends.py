"""However a run ends, nothing of it runs on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from child_signals import as_usual
from dateline.cli.main import main
from dateline.cli.signals import Ended, signals_end

RUN = """
import sys
from pathlib import Path
from dateline.cli import main as command
from dateline.engine.local import Job
from dateline.engine.run import Options, run
from dateline.settings import Settings
from dateline.sinks.registry import open_sink
from dateline.cli.signals import signals_end
from stub_coder import make_stub
if __name__ == "__main__":
    with signals_end():
        sink = open_sink(sys.argv[1], Path(sys.argv[2]))
        run(["pages"], sink, Options(Job(Settings(), make_coder=make_stub), jobs=2))
"""


def status_of(pid):
    """Parent, group and state of a process; None where there is none."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(text[1]), int(text[2]), text[0]


def in_group(group):
    """The living processes of a group."""
    found = ((int(p.name), status_of(p.name)) for p in Path("/proc").iterdir() if p.name.isdigit())
    return {pid for pid, status in found if status and status[1] == group and status[2] not in "ZX"}


def wait_for(true):
    deadline = time.monotonic() + 120
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL], ids=lambda n: n.name)
@pytest.mark.parametrize("to", ["jsonl", "store"])
def test_workers_end_with_the_process_that_started_them(tmp_path, number, to):
    (tmp_path / "pages").mkdir()
    for n in range(4):
        (tmp_path / "pages" / f"{n}.txt").write_text(f"FOREVER {n}")
    (tmp_path / "runs.py").write_text(RUN)
    running = subprocess.Popen(
        [sys.executable, "runs.py", to, "out"], cwd=tmp_path, start_new_session=True, stderr=subprocess.DEVNULL,
        preexec_fn=as_usual,
    )  # fmt: skip
    try:
        # the run, what multiprocessing keeps beside it, and two workers
        assert wait_for(lambda: len(in_group(running.pid)) >= 4)
        time.sleep(0.5)
        running.send_signal(number)
        running.wait(120)
        assert wait_for(lambda: not in_group(running.pid)), "something runs on"
    finally:
        for pid in in_group(running.pid):
            os.kill(pid, signal.SIGKILL)
        running.wait()
    parts = [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")]
    assert parts == [] or number == signal.SIGKILL


def test_the_second_signal_does_not_disturb_the_end():
    cleaned = False
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(Ended) as end, signals_end():
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGHUP)
            cleaned = True
    assert cleaned and end.value.number == signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_signal_that_is_ignored_stays_so():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with signals_end():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_list_that_is_ended_says_so(tmp_path, monkeypatch, capsys):
    def end(*args, **filters):
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr("dateline.cli.lists.read_options", end)
    assert main(["events", "--store", str(tmp_path / "none.db")]) == 143
    assert "ended by SIGTERM" in capsys.readouterr().err
