"""Turn the hand-written lines of ``sentences/`` into marked sentences with labels.

A line is a sentence with slots for actors (``@`` source, ``#`` target, ``%`` and ``&`` bystanders, each with an
optional kind as in ``@:mil``), alternatives ``(a|b|)``, macros ``$name`` and unmarked fillers ``~name``. ``@>#``
carries the type that the file is named after; `` => #>% ASSAULT; ...`` adds the types of other pairs, a leading ``-``
takes the default away.
All other ordered pairs carry NONE, save the reverse of a symmetric type.
"""

from __future__ import annotations

import hashlib
import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TYPES = [
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID",
    "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PLANNED", "NONE",
]  # fmt: skip
SYMMETRIC = {"AGREE", "CONSULT", "COOPERATE"}
SLOT = re.compile(r"([@#%&])(?::([A-Za-z]+(?:/[a-z]+)*))?")
MARK = re.compile("[\ue000-\ue00f]")
OPEN = {"@": "\ue000", "#": "\ue001", "%": "\ue002", "&": "\ue003"}
OPEN_2 = {"@": "\ue004", "#": "\ue005", "%": "\ue006", "&": "\ue007"}
CLOSE = "\ue00f"
LOWER = frozenset([  # first words that are small again after a link
    "The", "A", "An", "In", "After", "At", "During", "Talks", "On", "Under", "It", "If", "When", "Despite", "While",
    "Sanctions", "Threats", "Support", "Aid",
])  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One hand-written line: its text, default kinds of slots, and labels of ordered pairs of slots."""

    file: str
    text: str
    kinds: dict[str, str]
    labels: dict[tuple[str, str], str]

    @property
    def held_out(self) -> bool:
        """Whether the line is kept for calibration."""
        return int(hashlib.sha1(self.text.encode()).hexdigest(), 16) % 14 == 0

    @property
    def weight(self) -> float:
        """How often the line is drawn: more with more alternatives, five times at most."""
        return 1 + min(
            4.0, math.log2(1 + self.text.count("|") + 8 * self.text.count("_inf") + 4 * self.text.count("_nom"))
        )


@dataclass(frozen=True)
class Example:
    """A sentence, the spans of source and target (either may be empty), the type of what one does to the other."""

    text: str
    source: tuple[tuple[int, int], ...]
    target: tuple[tuple[int, int], ...]
    label: str
    trigger: tuple[tuple[int, int], ...] = ()


def _split(text: str, mark: str = "|") -> list[str]:
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if c == mark and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return [*parts, text[start:]]


def _table(path: Path) -> dict[str, list[str]]:
    rows = (row.split(":", 1) for row in path.read_text(encoding="utf-8").splitlines() if row and row[0] != "#")
    return {name: [p.strip() for p in _split(body)] for name, body in rows}


def read_lines(folder: Path = HERE / "sentences") -> list[Line]:
    """All hand-written lines, by file name and place."""
    lines = []
    for path in sorted(folder.glob("*.txt")):
        if path.stem == "STYLE":
            continue
        kinds: dict[str, str] = {}
        default = path.stem.split("_")[0]
        for row in path.read_text(encoding="utf-8").splitlines():
            row = row.strip()
            if row.startswith("! "):
                kinds = dict(pair.split("=") for pair in row[2:].split())  # type: ignore[misc]
            elif row and not row.startswith("# ") and row != "#":
                lines.append(_line(default, row, kinds))
    return lines


def _line(default: str, row: str, kinds: dict[str, str]) -> Line:
    text, _, more = row.partition(" => ")
    labels: dict[tuple[str, str], str] = {}
    more = more.strip()
    keep = not more.startswith("-") and default not in {"MIXED", "NONE"}
    if keep:
        labels["@", "#"] = default
    for item in filter(None, (p.strip() for p in more.lstrip("- ").split(";"))):
        pair, label = item.split()
        assert label in TYPES or "/" in label, row
        labels[pair[0], pair[2]] = label
    for (a, b), label in list(labels.items()):
        if label in SYMMETRIC and label != "AGREE":
            labels.setdefault((b, a), label)
    for slot in ("@", "#", "%", "&"):
        assert "$" in text or slot in text or all(slot not in pair for pair in labels), row
    return Line(default, text.strip(), kinds, labels)


class Composer:
    """Fills lines with actors, places and style. Deterministic for a seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.fillers = _table(HERE / "fillers.txt")
        self.macros = _table(HERE / "macros.txt")
        self.names = _table(HERE / "names.txt")
        self.style = _table(HERE / "sentences" / "STYLE.txt")
        rows = [r.split("|") for r in (HERE / "countries.txt").read_text(encoding="utf-8").splitlines()]
        self.country, self.dem, self.capital = map(list, zip(*rows, strict=True))
        self.used: set[str] = set()

    def _simple(self, name: str) -> str | None:
        pick = self.rng.choice
        match name:
            case "country":
                return pick(self.country)
            case "dem":
                return pick(self.dem)
            case "capital":
                return pick(self.capital)
            case "name":
                return f"{pick(self.names['first'])} {pick(self.names['last'])}"
            case "first" | "last":
                return pick(self.names[name])
            case "he":
                return pick(["he", "she"])
            case "they":
                return "they"
            case "City":
                return pick(self.capital)
            case "CITY":
                return pick(self.capital).upper()
        return None

    def fill(self, name: str, nest: tuple[str, str] | None = None) -> str:
        """A filler of that kind; with ``nest`` (open, close) one part of it that names a country or city is marked."""
        if (simple := self._simple(name)) is not None:
            return simple
        body = self.choose(self.rng.choice(self.fillers[name]))
        places = [m.start() for m in re.finditer(r"~(country|dem|capital|city|name|region)\b", body)]
        chosen = self.rng.choice(places) if nest and places else -1

        def put(m: re.Match[str]) -> str:
            value = self.fill(m[1])
            return f"{nest[0]}{value}{nest[1]}" if nest and m.start() == chosen else value

        return re.sub(r"~([A-Za-z]+)", put, body)

    def choose(self, text: str) -> str:
        """Settle alternatives and macros, innermost first."""
        while True:
            text = re.sub(r"\$([a-z_]+)", lambda m: f"({'|'.join(self.macros[m[1]])})", text)
            settled = re.sub(r"\(([^()]*)\)", lambda m: self.rng.choice(m[1].split("|")), text)
            if settled == text:
                return text
            text = settled

    def actor(self, slot: str, kind: str) -> str:
        """An actor of that kind with marks; sometimes a pronoun, one of two in a compound, or a part of the phrase."""
        rng = self.rng
        kind = rng.choice(kind.split("/"))
        if kind in {"polit", "leader", "state", "reb", "ppl"} and slot == "@" and rng.random() < 0.04:
            return OPEN[slot] + rng.choice(["he", "she", "they", "it", "the group", "the minister"]) + CLOSE
        nest = rng.random() < 0.15
        for _ in range(8):
            value = self.fill(kind, (OPEN[slot], CLOSE) if nest else None)
            if MARK.sub("", value) not in self.used:
                break
        self.used.add(MARK.sub("", value))
        value = value if OPEN[slot] in value else OPEN[slot] + value + CLOSE
        if kind not in {"dem", "country"} and rng.random() < 0.05:
            other = self.fill(kind)
            value = f"{value} and {other}" if rng.random() < 0.5 else f"{other} and {value}"
        return value

    def sentence(self, line: Line) -> str:
        """The line with alternatives settled and slots filled, marks still in it."""
        text = self.choose(line.text)
        chosen: dict[str, str] = {}

        def put(m: re.Match[str]) -> str:
            slot, kind = m[1], m[2] or line.kinds.get(m[1], "polit")
            if slot not in chosen or kind == "dem":
                chosen[slot] = self.actor(slot, kind)
            return chosen[slot]

        text = SLOT.sub(put, text)
        return re.sub(r"~([A-Za-z]+)", lambda m: self.fill(m[1]), text)

    def styled(self, text: str, lead: str) -> str:
        """With what news puts behind the first actor and at the end."""
        rng = self.rng
        if rng.random() < 0.12 and text.startswith(OPEN["@"]) and lead != "NONE":
            insert = self._fixed("ins")
            if "=>" not in insert:
                text = text.replace(CLOSE, CLOSE + " " + insert, 1)
        if rng.random() < 0.40:
            text = f"{text} {self._fixed('suffix')}" if not text.endswith('"') else text
        return text

    def _fixed(self, name: str) -> str:
        return re.sub(r"~([A-Za-z]+)", lambda m: self.fill(m[1]), self.rng.choice(self.style[name]))

    def example(self, line: Line, other: Line | None = None) -> Example | None:
        """One marked sentence of a line, perhaps joined with a second line whose actors are bystanders."""
        rng = self.rng
        self.used = set()
        text = self.sentence(line)
        text = self.styled(text, line.file)
        if other is not None:
            second = self.sentence(other)
            for a, b in zip("@#%&", OPEN_2.values(), strict=True):
                second = second.replace(OPEN[a], b)
            link = rng.choice(self.style["link"])
            first, _, rest = (second if (order := rng.random() < 0.5) else text).partition(" ")
            if first in LOWER and link != ";":
                lowered = f"{first.lower()} {rest}"
                text, second = (text, lowered) if order else (lowered, second)
            text = f"{text} {link} {second}" if order else f"{second} {link} {text}"
        if rng.random() < 0.25:
            text = f"{self._fixed('prefix')} {text}"
        text = re.sub(r"\s+", " ", text).strip()
        text = re.sub(r" ([,.;?!])", r"\1", text).replace(", ,", ",").replace(",,", ",")
        if text[-1] not in '."':
            text += "." if rng.random() < 0.85 else ""
        text = _capital(text)
        pair = self._pair(line, text)
        return _marked(text, *pair) if pair else None

    def _pair(self, line: Line, text: str) -> tuple[str | None, str | None, str] | None:
        rng = self.rng
        slots = [s for s in "@#%&" if OPEN[s] in text]
        labelled = [(p, t) for p, t in line.labels.items() if p[0] in slots and p[1] in slots]
        dice = rng.random()
        if labelled and dice < 0.07:
            (source, _), label = rng.choice(labelled)
            if len({t for (s, _), t in labelled if s == source}) == 1 and "/" not in label:
                return OPEN[source], None, label
        if labelled and dice < 0.09:
            (_, target), label = rng.choice(labelled)
            if len({t for (_, o), t in labelled if o == target}) == 1 and "/" not in label:
                return None, OPEN[target], label
        if labelled and dice < 0.86:
            (source, target), label = rng.choice(labelled)
            return (OPEN[source], OPEN[target], label) if "/" not in label else None
        marks = [m for m in (*OPEN.values(), *OPEN_2.values()) if m in text]
        names = {v: k for k, v in OPEN.items()}
        pairs = [
            (a, b)
            for a in marks
            for b in marks
            if a != b
            and (a in names or b in names)
            and (names.get(a), names.get(b)) not in line.labels
            and line.labels.get((names.get(b, ""), names.get(a, ""))) not in SYMMETRIC
        ]
        if not pairs:
            return None
        if line.file == "NONE" and rng.random() < 0.12:
            return (*rng.choice([(pairs[0][0], None), (None, pairs[0][1])]), "NONE")
        return (*rng.choice(pairs), "NONE")


def _capital(text: str) -> str:
    for i, c in enumerate(text):
        if c.isalnum():
            return text[:i] + c.upper() + text[i + 1 :]
    return text


def _marked(text: str, source: str | None, target: str | None, label: str) -> Example:
    plain: list[str] = []
    spans: dict[str, list[tuple[int, int]]] = {}
    stack: list[tuple[str, int]] = []
    for c in text:
        if c == CLOSE:
            mark, start = stack.pop()
            spans.setdefault(mark, []).append((start, len(plain)))
        elif MARK.match(c):
            stack.append((c, len(plain)))
        else:
            plain.append(c)
    return Example("".join(plain), tuple(spans.get(source or "", ())), tuple(spans.get(target or "", ())), label)


def examples(lines: list[Line], per_type: int, seed: int, extra: dict[str, float] | None = None) -> Iterator[Example]:
    """``per_type`` sentences for each file of lines (times ``extra``), shuffled by the caller."""
    composer = Composer(seed)
    rng = random.Random(seed + 1)
    files = sorted({line.file for line in lines})
    by_file = {f: [line for line in lines if line.file == f] for f in files}
    for f in files:
        pool, wanted = by_file[f], round(per_type * (extra or {}).get(f, 1.0))
        order: list[Line] = []
        while len(order) < wanted:
            order += rng.choices(pool, weights=[line.weight for line in pool], k=wanted)
        for line in order[:wanted]:
            other = rng.choice(lines) if rng.random() < 0.35 else None
            if (made := composer.example(line, other)) is not None:
                yield made
