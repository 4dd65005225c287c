"""Turn the lines of ``sentences/triggers/`` into sentences with a marked trigger and its type.

Slots, alternatives, macros and fillers are those of ``compose.py``. ``[words]AS`` is a trigger with the code of its
type, ``[words]N`` one that names no event; the parties are ``@`` and ``#`` unless others stand behind the code
(``[words]AS%&``, ``-`` for none). ``{words}@`` makes plain words a party.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from pathlib import Path

from compose import CLOSE, OPEN, SLOT, Composer, Example, Line, _capital

FOLDER = Path(__file__).parent / "sentences" / "triggers"
CODES = {
    "AG": "AGREE", "CN": "CONSULT", "SU": "SUPPORT", "CD": "CONCEDE", "CO": "COOPERATE", "AI": "AID", "RT": "RETREAT",
    "RQ": "REQUEST", "AC": "ACCUSE", "RJ": "REJECT", "TH": "THREATEN", "PR": "PROTEST", "SA": "SANCTION",
    "MO": "MOBILIZE", "CE": "COERCE", "AS": "ASSAULT", "PL": "PLANNED", "N": "NONE",
}  # fmt: skip
TRIGGER = re.compile(r"\[([^\[\]]+)\]([A-Z]{1,2})(?![A-Za-z])([@#%&-]{2})?")
LITERAL = re.compile(r"\{([^{}]*)\}([@#%&])")
FIRST = 0xE008  # of the marks of triggers
MARK = re.compile("[\ue000-\ue00f]")


def read(folder: Path = FOLDER) -> list[Line]:
    """All lines with marked triggers, by file name and place."""
    lines = []
    for path in sorted(folder.glob("*.txt")):
        kinds: dict[str, str] = {}
        for row in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
            if row.startswith("! "):
                kinds = dict(pair.split("=") for pair in row[2:].split())  # type: ignore[misc]
            elif row and row[:2] != "//":
                assert TRIGGER.search(row), row
                lines.append(Line(path.stem, row, kinds, {}))
    return lines


def held_out(line: Line) -> bool:
    """Whether the line is kept for calibration."""
    return line.file == "HELD" or int(hashlib.sha1(line.text.encode()).hexdigest(), 16) % 12 == 0


def trigger_examples(with_held: bool | None, wanted: int, seed: int) -> Iterator[Example]:
    """So many sentences. ``with_held``: True only held-out lines, False only the others."""
    composer = Composer(seed)
    lines = [line for line in read() if held_out(line) == with_held]
    pool: list[Line] = []
    while lines and len(pool) < wanted:
        pool += composer.rng.sample(lines, len(lines))
        pool += [line for line in lines if line.weight > 3]
    for line in pool[:wanted]:
        yield from of_line(line, composer)[:1]


def of_line(line: Line, composer: Composer) -> list[Example]:
    """A sentence of the line, an example for each trigger in it, in random order."""
    composer.used = set()
    text = composer.choose(line.text)
    chosen: dict[str, str] = {}

    def slot(m: re.Match[str]) -> str:
        if m[1] not in chosen:
            chosen[m[1]] = composer.actor(m[1], m[2] or line.kinds.get(m[1], "polit"))
        return chosen[m[1]]

    codes: list[tuple[str, str]] = []

    def trigger(m: re.Match[str]) -> str:
        codes.append((CODES[m[2]], m[3] or "@#"))
        return f"{chr(FIRST + len(codes) - 1)}{m[1]}{CLOSE}"

    text = LITERAL.sub(lambda m: f"{OPEN[m[2]]}{m[1]}{CLOSE}", TRIGGER.sub(trigger, text))
    # Slots stand alone; a mark of a pair behind a code is gone by now.
    text = SLOT.sub(slot, text)
    text = re.sub(r"~([A-Za-z]+)", lambda m: composer.fill(m[1]), text)
    text = _framed(text, composer)
    plain, spans = _spans(text)
    made = [_example(plain, spans, n, *code, composer.rng) for n, code in enumerate(codes)]
    composer.rng.shuffle(made)
    return made


def _framed(text: str, composer: Composer) -> str:
    rng = composer.rng
    text = re.sub(r"\s+", " ", text).strip().rstrip(".")
    dice = rng.random()
    if dice < 0.12:
        text += " " + composer._fixed("suffix")
    elif dice < 0.22:
        text = f"{composer._fixed('prefix')} {text}"
    text = re.sub(r" ([,.;?!])", r"\1", text).replace(",,", ",")
    return _capital(text if text[-1] in '."' else text + ".")


def _spans(text: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    plain: list[str] = []
    spans: dict[str, list[tuple[int, int]]] = {}
    stack: list[tuple[str, int]] = []
    for c in text:
        if c == CLOSE and stack:
            mark, start = stack.pop()
            spans.setdefault(mark, []).append((start, len(plain)))
        elif MARK.match(c):
            stack.append((c, len(plain)))
        else:
            plain.append(c)
    return "".join(plain), spans


def _example(
    text: str, spans: dict[str, list[tuple[int, int]]], n: int, label: str, pair: str, rng: random.Random
) -> Example:
    """With both parties, one or none marked; what names no event has any two that are there."""
    at = tuple(spans[chr(FIRST + n)])
    sides = [tuple(spans.get(OPEN.get(c, ""), ())) for c in pair]
    if label == "NONE":
        there = [tuple(spans[m]) for m in OPEN.values() if m in spans]
        if len(there) > 2 and rng.random() < 0.5:
            sides = rng.sample(there, 2)
        elif there and not sides[1] and rng.random() < 0.4:
            sides = [(), there[0]]
    sides = [tuple(s for s in side if not any(a < s[1] and s[0] < b for a, b in at)) for side in sides]
    dice = rng.random()
    source = sides[0] if dice < 0.72 else ()
    target = sides[1] if dice < 0.5 or 0.72 <= dice < 0.88 else ()
    return Example(text, source, target, label, at)
