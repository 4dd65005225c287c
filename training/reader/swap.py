"""The countries of a text exchanged for others, so that what is learned doesn't hang on who is named.

Every country of ``training/countries.txt`` that a text names becomes another one, the same throughout: name, adjective, the
people, capital. Persons and bodies keep their names.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

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

    def edges(self, start: int, end: int) -> tuple[int, int]:
        """A stretch in the changed text; an edge within changed words goes to their edge."""
        return self._at(start, 0), self._at(end, 1)

    def _at(self, i: int, edge: int) -> int:
        n = bisect_right([s for s, _ in self.old], i - edge) - 1
        if n < 0:
            return i
        end = self.old[n][1]
        return self.new[n][edge] if i - edge < end else i + self.new[n][1] - end


def others(rng: random.Random) -> list[int]:
    """For each country the number of another one."""
    made = list(range(len(COUNTRIES)))
    rng.shuffle(made)
    return made


def exchanged(text: str, change: Sequence[int]) -> tuple[str, Shift]:
    """A text with other countries, and the way back from its offsets to those of the text as it was."""
    old, new, made, at, size = [], [], [], 0, 0
    for found in NAMED.finditer(text):
        words = found[0] if found[0] in KNOWN else found[0].split(" ", 1)[1]
        number, form = KNOWN[words]
        other = COUNTRIES[change[number]][form]
        if form == 0 and other.startswith(WITH_THE):
            other = f"the {other}"
        made += [text[at : found.start()], other]
        size += found.start() - at
        old.append(found.span())
        new.append((size, size + len(other)))
        size, at = size + len(other), found.end()
    return "".join([*made, text[at:]]), Shift(new, old)
