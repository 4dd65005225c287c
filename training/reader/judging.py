"""Candidates to be judged: sheets with each place of an article where frames or the first network see an act, and back.

    python training/reader/judging.py sheet READER_FOLDER SHEETS --texts FILE... --without FILE... [--least S] [--each N]
    python training/reader/judging.py check NAME.verdicts --texts FILE...
    python training/reader/judging.py take SHEETS OUT.jsonl --texts FILE...

A sheet shows an article's sentences with ``{7}`` before the word, or ``{7:the words}`` before the words, of candidate 7. Neither type nor
parties that the tool has in mind are shown. A judge writes a line a candidate into ``NAME.verdicts`` beside ``NAME.sheet``:

    7 -                                   no act
    7 ACCUSE | Osk | Velmar               its type, actors, recipients; ``-`` for nobody
    8 AGREE/CONSULT? | Osk ; Tarn | - | future      two types that are right, an optional act, two actors, its factuality where it isn't asserted
    + turned back | REJECT | Tarn | the crew=the sailors      an act that has no number; two names of one party

``=== ID`` parts articles. Names are words of the text; the place nearest to the act is meant. What can't be read is printed with its
line and left out.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from collect import seen_in
from labels import TYPES
from source import JUDGED

from dateline.coding.reader.model import ReaderModel
from dateline.corpus.align import Alignment
from dateline.corpus.annotation import FACTUALITIES, Annotation, Slot, Telling
from dateline.corpus.check import TRIGGER_WORDS, cuts_a_word
from dateline.corpus.jsonl import write_annotations
from dateline.corpus.lines.sentences import sentences
from dateline.corpus.texts import Text, digest, read_texts
from dateline.settings import Settings
from dateline.spans import Span
from dateline.tools import Tools, make_tools

LEAST = 0.05  # of any act, so that nearly every act has a number and most numbers are none


@dataclass(frozen=True, slots=True)
class Numbered:
    """An article with numbered candidates: spans into its text."""

    id: str
    text: str
    candidates: tuple[Span, ...]


def numbered(text: Text, model: ReaderModel, tools: Tools, least: float) -> Numbered:
    """The candidates of an article, in text order."""
    seen = seen_in(text, model, tools, least)
    back = Alignment(seen.text, text.text)
    at = {s for p in seen.proposals if (s := back(p.trigger))}
    return Numbered(text.id, text.text, tuple(sorted(at, key=lambda s: (s.start, -s.end))))


def shown(article: Numbered, text: Text) -> str:
    """The article as a judge reads it."""
    marks: dict[int, str] = {}
    for n, c in enumerate(article.candidates, 1):
        words = c.of(article.text)
        marks[c.start] = marks.get(c.start, "") + f"{{{n}{':' + words if ' ' in words else ''}}}"
    lines = [f"=== {article.id}", f"outlet: {text.outlet} | published: {text.published} | headline: {text.headline}"]
    for n, s in enumerate(sentences(article.text), 1):
        lines.append(f"[{n}] " + "".join(marks.get(i, "") + article.text[i] for i in range(s.start, s.end)))
    return "\n".join(lines)


def write_sheets(texts: list[Text], model: ReaderModel, tools: Tools, args: argparse.Namespace) -> None:
    """Write sheets of ``args.each`` articles with what ``take`` needs beside them."""
    args.sheets.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(texts), args.each):
        name = args.sheets / f"{args.name}{start // args.each:03d}"
        made = [(numbered(t, model, tools, args.least), t) for t in texts[start : start + args.each]]
        name.with_suffix(".sheet").write_text("\n\n".join(shown(a, t) for a, t in made) + "\n")
        rows = [{"id": a.id, "candidates": [[s.start, s.end] for s in a.candidates]} for a, _ in made]
        name.with_suffix(".numbers").write_text("".join(json.dumps(r) + "\n" for r in rows))
        print(name, sum(len(a.candidates) for a, _ in made), "candidates", flush=True)


def verdicts(path: Path) -> Iterator[tuple[int, str, str]]:
    """Line number, article and line of each verdict."""
    article = ""
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if line.startswith("==="):
            article = line.strip("= ")
        elif line:
            yield n, article, line


def _each(line: str) -> Iterator[str]:
    """A line for each number of a range."""
    found = re.match(r"(\d+)\s*-\s*(\d+)\s+-$", line)
    yield from (f"{n} -" for n in range(int(found[1]), int(found[2]) + 1)) if found else [line]


def telling(line: str, number: int, article: Numbered) -> Telling:
    """A verdict > its telling; no act has no types.

    Raises:
        ValueError: the line can't be read, or names what isn't there.
    """
    added = line.startswith("+")
    at, _, rest = line.lstrip("+ ").partition("|") if added else line.partition(" ")
    trigger = _words(at, article, None) if added else article.candidates[int(at) - 1]
    kinds, *fields = [f.strip() for f in rest.split("|")]
    if kinds == "-":
        return Telling(f"c{number}", trigger, trigger, (), (), (), (), (), None)
    types, optional = tuple(kinds.rstrip("?").split("/")), kinds.endswith("?")
    status = fields[2].split("/") if fields[2:] else FACTUALITIES[:1]
    known = set(types) <= set(TYPES[1:]) and set(status) <= set(FACTUALITIES)
    if not known or len(fields) not in (2, 3):
        raise ValueError("no verdict")
    actors, recipients = (_slots(f, article, trigger) for f in fields[:2])
    return Telling(f"c{number}", trigger, trigger, types, (), actors, recipients, tuple(status), None,
                   required=not optional)  # fmt: skip


def _slots(field: str, article: Numbered, near: Span) -> tuple[Slot, ...]:
    """The parties of one side: a slot each."""
    parts = [] if field == "-" else field.split(";")
    return tuple(tuple(_words(name, article, near) for name in part.split("=")) for part in parts)


def _words(name: str, article: Numbered, near: Span | None) -> Span:
    """Where words stand: the place nearest to the act; the only one, or the first, of words that name an act."""
    words = name.strip(' "')
    places = [Span(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", article.text)]
    if not words or not places:
        raise ValueError(f"{words!r} isn't in the text")
    return min(places, key=lambda s: abs(s.start - near.start)) if near else places[0]


def take(files: Iterable[Path], texts: dict[str, Text]) -> tuple[list[Annotation], list[str]]:
    """All verdicts as annotations of part ``candidates``, and what could not be read."""
    made: list[Annotation] = []
    faults: list[str] = []
    for path in files:
        rows = map(json.loads, path.with_suffix(".numbers").read_text().splitlines())
        articles = {
            r["id"]: Numbered(r["id"], texts[r["id"]].text, tuple(Span(*s) for s in r["candidates"])) for r in rows
        }
        found: dict[str, list[Telling]] = {a: [] for a in articles}
        for n, article, line in verdicts(path):
            try:
                own, seen = found[article], articles[article]
                own += [telling(one, len(own) + k, seen) for k, one in enumerate(_each(line), 1)]
            except (ValueError, IndexError, KeyError) as error:
                faults.append(f"{path}:{n}: {line}: {error}")
        for name, own in found.items():
            left = set(articles[name].candidates) - {e.trigger for e in own}
            numbers = [articles[name].candidates.index(s) + 1 for s in left]
            faults += [f"{path}: {name}: no verdict on {', '.join(map(str, sorted(numbers)))}"] * bool(left)
        made += [_row(texts[k], tuple(v)) for k, v in found.items() if v]
    return made, faults


def _row(text: Text, judged: tuple[Telling, ...]) -> Annotation:
    """An article's verdicts: acts as events, the rest as rejected."""
    judged = tuple(
        e for e in judged
        if not cuts_a_word(text.text, e.trigger) and len(e.trigger.of(text.text).split()) <= TRIGGER_WORDS
    )  # fmt: skip
    events = tuple(e for e in judged if e.types)
    rejected = {e.trigger for e in judged} - {e.trigger for e in events}
    return Annotation(
        text.id, text.outlet, text.url, text.published, text.license, digest(text.text), len(text.text.split()), JUDGED,
        "J", events=tuple(sorted(events, key=lambda e: e.trigger.start)),
        rejected=tuple(sorted(rejected, key=lambda s: (s.start, s.end))), headline=text.headline,
    )  # fmt: skip


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    jobs = ask.add_subparsers(dest="job", required=True)
    sheet, back, look = jobs.add_parser("sheet"), jobs.add_parser("take"), jobs.add_parser("check")
    sheet.add_argument("reader", type=Path)
    sheet.add_argument("sheets", type=Path)
    sheet.add_argument(
        "--without", type=Path, nargs="*", default=[], help="JSON Lines with the ids of articles to leave out"
    )
    sheet.add_argument("--least", type=float, default=LEAST)
    sheet.add_argument("--each", type=int, default=10)
    sheet.add_argument("--name", default="s")
    sheet.add_argument("--share", default="0/1")
    back.add_argument("sheets", type=Path)
    back.add_argument("out", type=Path)
    look.add_argument("files", type=Path, nargs="+")
    for job in (sheet, back, look):
        job.add_argument("--texts", type=Path, nargs="+", required=True)
    args = ask.parse_args()
    texts = read_texts(args.texts)
    if args.job != "sheet":
        rows, faults = take(sorted(args.sheets.glob("*.verdicts")) if args.job == "take" else args.files, texts)
        print(*faults, sep="\n")
        print(
            len(rows),
            "articles,",
            sum(len(r.events) for r in rows),
            "acts,",
            sum(len(r.rejected) for r in rows),
            "rejected,",
            len(faults),
            "faults",
        )
        if args.job == "take":
            write_annotations(rows, args.out)
        return
    known = {json.loads(line)["id"] for file in args.without for line in file.open(encoding="utf-8")}
    k, n = map(int, args.share.split("/"))
    left = [t for t in texts.values() if t.id not in known][k::n]
    model = ReaderModel.load(args.reader)
    assert model is not None
    write_sheets(left, model, make_tools(Settings(opinion=False)), args)


if __name__ == "__main__":
    main()
