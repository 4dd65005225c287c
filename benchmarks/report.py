"""Run every benchmark and write its figures, each with its command, into RESULTS.md between the marks there.

    python benchmarks/report.py [--quick]

The sets are looked for in ../shared beside the repository, or in $DATELINE_SHARED. --quick leaves out speed and memory.
"""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from score import SHARED

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
BEGIN, END = "<!-- figures: written by benchmarks/report.py -->", "<!-- end of figures -->"


@dataclass(frozen=True)
class Figure:
    """One row of the table: what is measured, where it stands in the output, and the bars that were set."""

    name: str
    pattern: str
    floor: str = ""
    goal: str = ""


def row(label: str) -> str:
    """A pattern for a scorer's row of P, R, F1."""
    return rf"^{re.escape(label)}\s+P ([\d.]+)\s+R ([\d.]+)\s+F1 ([\d.]+)"


LEVEL = r"^{}\s+\d+\s+\d+\s+[\d.]+\s+([\d.]+)"
SCORE = "python benchmarks/score.py"
ECB = "SHARED/data/incidents/ecbplus_dev"
RUNS: list[tuple[str, list[Figure]]] = [
    (f"{SCORE} pages PAGES", [Figure("pages, summary", r"^summary ([\d.]+)", ".95"),
     *(Figure(f"pages, {v}, right number of stories", rf"^{v}\s+\d+\s+([\d.]+)", ".90")
       for v in ("scroll_flat", "text_twice", "text_flat"))]),
    (f"{SCORE} wild SHARED/data/pages", [
        Figure("real pages, body F1", r"^body .* F1 ([\d.]+)", ".92", ".94"),
        Figure("real pages, pages without a story", r"without a story (\d+)", "1", "0"),
        Figure("real pages, date F1", r"^date .* F1 ([\d.]+)", ".91", ".94"),
        Figure("real pages, wrong dates", r"^date .* wrong (\d+)", "under 5 % of those given")]),
    (f"{SCORE} story SHARED/gold/seed.json", [
        Figure("seed, summary", r"^summary ([\d.]+)", ".58"), Figure("seed, paragraphs F1", row("paragraphs")),
        Figure("seed, captions F1", row("captions")), Figure("seed, event+who", row("event+who"), ".80", ".88"),
        Figure("seed, statement+chain", row("statement+chain"), ".82", ".93"),
        Figure("seed, stance other", row("stance other"), ".70", ".88"),
        Figure("seed, not asserted", row("not asserted"), ".65", ".85"),
        Figure("seed, event date", row("event date")), Figure("seed, event place", row("event place")),
        Figure("seed, identities", row("identities"), ".90", "1.0")]),
    (f"{SCORE} story WIKINEWS", [
        Figure("Wikinews gold, summary", r"^summary ([\d.]+)", ".52"),
        Figure("Wikinews gold, event+who", row("event+who"), ".81", ".88"),
        Figure("Wikinews gold, statement+chain", row("statement+chain"), ".76", ".85"),
        Figure("Wikinews gold, not asserted", row("not asserted"), ".55", ".70"),
        Figure("Wikinews gold, event date", row("event date"), ".70", ".85"),
        Figure("Wikinews gold, event place", row("event place"), ".68", ".82"),
        Figure("Wikinews gold, identities", row("identities"), ".65", ".85")]),
    (f"{SCORE} corpus corpus --part test", [
        Figure("corpus test part, event", row("event"), ".76", ".84"),
        Figure("corpus test part, event+who", row("event+who"), ".64", ".74"),
        Figure("corpus test part, event whole", row("event whole"), ".57", ".68"),
        Figure("corpus test part, statement+chain", row("statement+chain")),
        Figure("corpus test part, not asserted", row("not asserted")),
        Figure("corpus test part, event date", row("event date")),
        Figure("corpus test part, event place", row("event place")),
        Figure("corpus test part, identities", row("identities"))]),
    (f"{SCORE} corpus corpus --part unseen", [
        Figure("24 unseen invented stories, event", row("event")),
        Figure("24 unseen invented stories, event+who", row("event+who")),
        Figure("24 unseen invented stories, event whole", row("event whole"))]),
    (f"{SCORE} corpus corpus --part test --no-model", [
        Figure("the same without the model, event+who", row("event+who"))]),
    (f"{SCORE} plover-pair SHARED/data/plover/dev.jsonl", [
        Figure("PLV dev, pair given, root macro F1", LEVEL.format("root"), ".845", ".87"),
        Figure("PLV dev, pair given, quad macro F1", LEVEL.format("quad"), ".84", ".90")]),
    (f"{SCORE} plover-pair SHARED/data/plover/dev.jsonl --no-model", [
        Figure("the same without the model, root", LEVEL.format("root")),
        Figure("the same without the model, quad", LEVEL.format("quad"))]),
    (f"{SCORE} plover SHARED/data/plover/dev.jsonl", [
        Figure("PLV dev, bare, root macro F1", LEVEL.format("root"), ".70", ".76")]),
    (f"{SCORE} plover SHARED/data/plover/dev.jsonl --no-model", [
        Figure("the same without the model", LEVEL.format("root"))]),
    (f"{SCORE} plover-extract SHARED/data/plover/dev.jsonl", [
        Figure("PLV dev, bare, extract recall", r"^all\s+\d+\s+([\d.]+)", ".66", ".75"),
        Figure("PLV dev, bare, type precision (lower bound)", r"^type precision ([\d.]+)")]),
    (f"{SCORE} plover-pair SHARED/data/plover/aw_dev.jsonl", [
        Figure("AW dev, pair given, binary macro F1", LEVEL.format("binary"), ".78", ".87")]),
    (f"{SCORE} story SHARED/gold/seed.json --no-model", [
        Figure("seed, event+who, without the model", row("event+who"))]),
    (f"{SCORE} story WIKINEWS --no-model", [
        Figure("Wikinews gold, event+who, without the model", row("event+who"))]),
    ("python benchmarks/overproduction.py", [
        Figure("events a thousand words, interviews", r"^interviews:.* ([\d.]+)$"),
        Figure("events a thousand words, pages without politics", r"^pages.* ([\d.]+)$", "", "at most 1")]),
    (f"{SCORE} polnear SHARED/data/polnear/dev.jsonl", [
        Figure("PolNeAR dev, TRIPLE_F1", row("triple"), ".68", ".72"),
        *(Figure(f"PolNeAR dev, recall {k}", rf"^\s+recall {k}\s+([\d.]+)", f, g)
          for k, f, g in (("direct", ".80", ".88"), ("mixed", ".65", ".75"), ("indirect", ".52", ".62")))]),
    (f"{SCORE} meantime SHARED/data/factuality/meantime_dev.jsonl", [
        Figure("MEANTIME dev, macro F1", r"^MACRO_F1 ([\d.]+)", ".68", ".75")]),
    (f"{SCORE} uds SHARED/data/factuality/uds_ih2_dev.jsonl", [
        Figure("UDS-IH2 dev, accuracy", r"^ACCURACY ([\d.]+)", ".72", ".78")]),
    ("python benchmarks/muc4.py SHARED/data/incidents/muc4_dev.jsonl", [
        Figure("MUC-4 dev, accused perpetrators not told as fact", r"^ATTRIBUTED ([\d.]+)", "report", ".80")]),
    ("python benchmarks/copies.py", [
        Figure("copies, 300 families of our own among 3,000 stories, pair F1", r"PAIR_F1 ([\d.]+)", ".96", ".99")]),
    (f"{SCORE} incidents {ECB}_docs.jsonl {ECB}_incidents.jsonl", [
        Figure("ECB+ dev, documents with a coded event, B-cubed", r"^dateline link.* F1 ([\d.]+)", "tf-idf's", "+ .05"),
        Figure("the same documents by plain tf-idf", r"^plain tf-idf, the same.* F1 ([\d.]+)"),
        Figure("ECB+ dev, our events, B-cubed", r"^events, one act.* F1 ([\d.]+)", "report", ".60"),
        Figure("false merges, chains that span documents", r"^false merges.*span.* ([\d.]+)$", "under .15", ".08"),
        Figure("false merges, any chains", r"^false merges.*any.* ([\d.]+)$", "under .15", ".08"),
        Figure("false merges of incidents", r"^false merges of incidents.* ([\d.]+)$")]),
    (f"{SCORE} isaf SHARED/data/incidents/isaf_dev.jsonl", [
        Figure(f"ISAF dev, {k}", rf"^{k}: .* ([\d.]+)$", ".60", ".80")
        for k in ("type", "date", "province", "killed or captured at least")]),
    (f"{SCORE} muc4 SHARED/data/incidents/muc4_dev.jsonl", [
        Figure(f"MUC-4 dev, {k}", rf"^{k}: .* ([\d.]+)$", "report")
        for k in ("type", "perpetrator", "date", "place")]),
    (f"{SCORE} geo SHARED/data/geo/gwn.jsonl", [
        Figure("GWN, END_TO_END_F1", r"^END_TO_END_F1 ([\d.]+)", ".66", ".74"),
        Figure("GWN, acc@161", r"^acc161\s+([\d.]+)", ".86", ".93")]),
    (f"{SCORE} geo SHARED/data/geo/lgl.jsonl", [
        Figure("LGL, END_TO_END_F1", r"^END_TO_END_F1 ([\d.]+)", ".50", ".62"),
        Figure("LGL, acc@161", r"^acc161\s+([\d.]+)", ".70", ".80")]),
    (f"{SCORE} time SHARED/data/time/dev/aquaint.jsonl", [
        Figure("AQUAINT, TIMEX3 value F1", r"^VALUE_F1 ([\d.]+)", ".68", ".75"),
        Figure("AQUAINT, relaxed extent F1", row("relaxed"), ".88", ".92")]),
]  # fmt: skip
SPEED = [
    ("python benchmarks/reading.py SHARED/data/pages", [
        Figure("reading time a page over trafilatura's text and metadata", r"^reading time .*: ([\d.]+)$",
               "at most 1.5", "1.0")]),
    ("python benchmarks/speed.py", [
        Figure("words a CPU second over spaCy's full pipeline", r"^words a CPU .* spaCy.*: ([\d.]+)", "1.3", "2.0"),
        Figure("the same without the model", r"^the same without the model: ([\d.]+)", "1.7", "2.5"),
        Figure("peak memory, 1,000 stories against 100", r"memory, .*: ([\d.]+)", "1.2")]),
]  # fmt: skip


def run(command: str, places: dict[str, str]) -> str:
    """The output of one command, our names for the places filled in."""
    words = [sys.executable if w == "python" else w for w in shlex.split(command)]
    for name, path in places.items():
        words = [re.sub(rf"^{name}\b", path, w) for w in words]
    done = subprocess.run(words, capture_output=True, text=True, cwd=HERE.parent, check=False)
    return done.stdout if done.returncode == 0 else done.stdout + done.stderr


def prepare(folder: Path) -> dict[str, str]:
    """Generate the pages and gather the Wikinews gold; give the paths that the commands name."""
    pages, wikinews = folder / "pages", folder / "wikinews"
    make = [sys.executable, str(SHARED / "tools" / "make_pages.py"), str(SHARED / "data/news/wikinews_2019_2020.jsonl")]
    subprocess.run([*make, "--out", str(pages), "--count", "300"], check=True)
    wikinews.mkdir()
    for gold in (SHARED / "gold").glob("wikinews_*.json"):
        (wikinews / gold.name).write_bytes(gold.read_bytes())
    return {"PAGES": str(pages), "WIKINEWS": str(wikinews), "SHARED": str(SHARED)}


def table(quick: bool) -> list[str]:
    """The rows of the table, one a figure, printed as they come."""
    lines = ["| what | figure | floor | goal | command |", "| --- | --- | --- | --- | --- |"]
    with tempfile.TemporaryDirectory() as folder:
        places = prepare(Path(folder))
        for command, figures in [*RUNS, *([] if quick else SPEED)]:
            out = run(command, places)
            for n, figure in enumerate(figures):
                found = re.search(figure.pattern, out, re.MULTILINE)
                value = "failed" if not found else found[found.lastindex or 1]
                if found and found.lastindex == 3:
                    value += f" (P {found[1]}, R {found[2]})"
                shown = f"`{command}`" if n == 0 else "same"
                lines.append(f"| {figure.name} | {value} | {figure.floor} | {figure.goal} | {shown} |")
                print(lines[-1], flush=True)
    return lines


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--quick", action="store_true", help="without speed and memory")
    lines = table(ask.parse_args().quick)
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else f"# Results\n\n{BEGIN}\n{END}\n"
    head, _, rest = old.partition(BEGIN)
    _, _, tail = rest.partition(END)
    RESULTS.write_text(head + BEGIN + "\n" + "\n".join(lines) + "\n" + END + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
