"""Run the real pipeline over a file of one of the shared sets and print the shared scorer's table.

    python benchmarks/score.py SET FILE [--out DIR] [--no-model] [--errors] [--part test] [--texts FILE ...]

SET is one of: story corpus pages wild plover plover-extract plover-pair polnear meantime uds geo time incidents isaf
muc4. FILE is a file of that set: for `story` a gold file or a folder of them, for `corpus` the folder of the
annotations, of which --part is scored as the gold stories are, for `pages` a folder that make_pages.py wrote, for
`wild` a folder of real saved pages with their index.jsonl, for `incidents` the documents of ECB+ with the file of its
incidents behind it. The last number on the last line is the set's summary figure. The scorers are looked for in
`../shared/tools` beside the repository, or in $DATELINE_SHARED/tools; those of the last three sets are our own
(``linking_sets.py``), and take --records FILE, documents as they were coded before.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import corpus_gold
import exports
import linking_sets
from dateline.pipeline import Tools, make_tools
from dateline.settings import Settings

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
Export = Callable[[Path, Tools], Iterator[str]]

# set: (exporter of one file's rows, scorer, options of the scorer, whether it lists errors with --errors)
FILES: dict[str, tuple[Export, str, list[str], list[str]]] = {
    "plover": (exports.plover, "score_events.py", ["--mode", "relation", "--fold-factuality"], []),
    "plover-extract": (exports.plover, "score_events.py", ["--mode", "extract", "--fold-factuality"], []),
    "plover-pair": (exports.plover_pair, "score_events.py", ["--mode", "relation", "--fold-factuality"], []),
    "polnear": (exports.polnear, "score_attribution.py", ["--outermost"], []),
    "meantime": (exports.factuality, "score_factuality.py", [], []),
    "uds": (exports.factuality, "score_factuality.py", ["--two"], []),
    "geo": (exports.geo, "score_geo.py", [], ["--errors", "60"]),
    "time": (exports.time, "score_time.py", [], ["--errors", "200"]),
}


LINKED = ("incidents", "isaf", "muc4")


def write(path: Path, rows: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(row + "\n" for row in rows)


def predict(name: str, file: Path, out: Path, tools: Tools) -> list[str]:
    """Write the predictions of a set below ``out``; give the scorer's command line."""
    if name == "story":
        golds = sorted(file.glob("*.json")) if file.is_dir() else [file]
        for gold in golds:
            write(out / (gold.name + "l"), exports.story(gold, SHARED / "seeds", tools))
        return ["score_story.py", str(file), str(out if file.is_dir() else out / (file.name + "l"))]
    if name == "corpus":
        return ["score_story.py", str(out / "gold"), str(out / "found")]
    if name == "pages":
        write(out / "pages.jsonl", exports.pages(file, tools))
        return ["score_pages.py", str(file / "gold.jsonl"), str(out / "pages.jsonl")]
    if name == "wild":
        write(out / "wild.jsonl", exports.wild(file, tools))
        return ["score_wild.py", str(file), str(out / "wild.jsonl")]
    export, scorer, options, _ = FILES[name]
    write(out / f"{name}.jsonl", export(file, tools))
    return [scorer, str(file), str(out / f"{name}.jsonl"), *options]


def code_corpus(folder: Path, part: str, texts: list[Path] | None, out: Path, tools: Tools) -> None:
    """Write gold and predictions of a part of the corpus; print how dense it is, and figures by type and outlet."""
    pairs = corpus_gold.documents(folder, part, texts or corpus_gold.texts_of(SHARED))
    records = corpus_gold.write_all(pairs, out, tools)
    corpus_gold.print_density(pairs, SHARED / "gold")
    corpus_gold.print_tables(pairs, records, tools)
    sys.stdout.flush()


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("set", choices=["story", "corpus", "pages", "wild", *FILES, *LINKED])
    ask.add_argument("file", type=Path)
    ask.add_argument("more", type=Path, nargs="*", help="incidents: the file of the incidents")
    ask.add_argument("--records", type=Path, help="incidents, isaf, muc4: the documents as they were coded before")
    ask.add_argument("--out", type=Path, help="keep the predictions in this folder")
    ask.add_argument("--no-model", action="store_true", help="without the learned parts")
    ask.add_argument("--errors", action="store_true", help="let the scorer list what is wrong, where it can")
    ask.add_argument("--part", default="test", help="corpus: the part to score")
    ask.add_argument("--texts", type=Path, nargs="+", help="corpus: its texts [the open news of the shared data]")
    args = ask.parse_args()
    if not args.file.exists():
        ask.error(f"{args.file}: no such file or folder")
    if args.set in LINKED:
        if args.set == "incidents" and len(args.more) != 1:
            ask.error("incidents: the documents and the file of the incidents are wanted")
        for line in linking_sets.main_lines(
            args.set, args.file, args.more, lambda: make_tools(Settings(opinion=not args.no_model)), args.records
        ):
            print(line)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        out = args.out or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        tools = make_tools(Settings(opinion=not args.no_model))
        if args.set == "corpus":
            code_corpus(args.file, args.part, args.texts, out, tools)
        command = predict(args.set, args.file, out, tools)
        if args.errors:
            command += ["--errors"] if args.set not in FILES else FILES[args.set][3]
        scorer = SHARED / "tools" / command[0]
        return subprocess.run([sys.executable, str(scorer), *command[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
