"""Annotated texts with their countries exchanged, so that what is learned doesn't hang on who is named.

    python training/reader/swap.py ROWS.jsonl OUT.jsonl OUT_TEXTS.jsonl --texts FILE... [--seed S]

Every country of ``training/countries.txt`` that a text names becomes another one, the same throughout: name, adjective, the people, capital.
Persons and bodies keep their names. All spans move with the words.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from dateline.corpus.annotation import Annotation
from dateline.corpus.jsonl import read_annotations, write_annotations, write_lines
from dateline.corpus.texts import Text, digest, read_texts, text_of
from dateline.spans import Span

FORMS = 3  # name, adjective, capital
COUNTRIES = [
    tuple(line.split("|"))
    for line in (Path(__file__).parents[1] / "countries.txt").read_text(encoding="utf-8").splitlines()
    if line.count("|") == FORMS - 1
]
# Those whose names the list leaves out, since they take an article, and other forms of a country's name.
COUNTRIES += [
    ("United States", "American", "Washington"), ("United Kingdom", "British", "London"), ("Palestine", "Palestinian", "Ramallah"),
    ("United Arab Emirates", "Emirati", "Abu Dhabi"), ("Netherlands", "Dutch", "The Hague"),
]  # fmt: skip
ALSO = {
    "U.S.": "United States",
    "US": "United States",
    "USA": "United States",
    "UK": "United Kingdom",
    "Britain": "United Kingdom",
}
WITH_THE = ("United ", "Netherlands", "Philippines", "Gambia", "Maldives", "Bahamas")


def _known() -> dict[str, tuple[int, int]]:
    """Each form > number of its country, which form it is."""
    at = {c[0]: n for n, c in enumerate(COUNTRIES)}
    known = {form: (n, k) for n, c in enumerate(COUNTRIES) for k, form in enumerate(c)}
    return known | {form: (at[name], 0) for form, name in ALSO.items()}


KNOWN = _known()
NAMED = re.compile(r"(?:\b[Tt]he (?=United (?:States|Kingdom|Arab)|Netherlands|Philippines|U\.S\.|US\b|UK\b|USA\b))?(?<![\w.])(?:"
                   + "|".join(map(re.escape, sorted(KNOWN, key=len, reverse=True))) + r")(?!\w)")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shift:
    """Where a text changed: begins and ends before, begins and ends after."""

    old: Sequence[tuple[int, int]]
    new: Sequence[tuple[int, int]]

    def __call__(self, span: Span) -> Span:
        """A span in the changed text; an edge within changed words goes to their edge."""
        return Span(self._at(span.start, 0), self._at(span.end, 1))

    def _at(self, i: int, edge: int) -> int:
        n = bisect_right([s for s, _ in self.old], i - edge) - 1
        if n < 0:
            return i
        end = self.old[n][1]
        return self.new[n][edge] if i - edge < end else i + self.new[n][1] - end


def swapped(row: Annotation, text: Text, rng: random.Random) -> tuple[Annotation, Text]:
    """The annotation and its text with other countries."""
    others = list(range(len(COUNTRIES)))
    rng.shuffle(others)
    old, new, made, at = [], [], [], 0
    for found in NAMED.finditer(text.text):
        words = found[0] if found[0] in KNOWN else found[0].split(" ", 1)[1]
        number, form = KNOWN[words]
        other = COUNTRIES[others[number]][form]
        if form == 0 and other.startswith(WITH_THE):
            other = f"the {other}"
        made.append(text.text[at : found.start()])
        begin = sum(map(len, made))
        made.append(other)
        old.append(found.span())
        new.append((begin, begin + len(other)))
        at = found.end()
    whole = "".join([*made, text.text[at:]])
    moved = _moved(row, Shift(old, new))
    return replace(moved, sha256=digest(whole), words=len(whole.split())), replace(text, text=whole)


def _moved(value: Any, shift: Shift) -> Any:
    """The same with every span where its words are now."""
    if isinstance(value, Span):
        return shift(value)
    if isinstance(value, tuple):
        return tuple(_moved(v, shift) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _moved(getattr(value, f.name), shift) for f in fields(value)})
    return value


def main() -> None:
    """Write rows and texts."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("rows", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("out_texts", type=Path)
    ask.add_argument("--texts", type=Path, nargs="+", required=True)
    ask.add_argument("--seed", type=int, default=1)
    args = ask.parse_args()
    texts, rng = read_texts(args.texts), random.Random(args.seed)
    made = [swapped(row, text_of(row, texts), rng) for row in read_annotations(args.rows)]
    write_annotations((row for row, _ in made), args.out)
    names = ("id", "text", "outlet", "url", "published", "license")
    write_lines(
        (json.dumps({n: getattr(t, n) for n in names} | {"title": t.headline}) for _, t in made), args.out_texts
    )


if __name__ == "__main__":
    main()
