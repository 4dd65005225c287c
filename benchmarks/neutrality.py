"""How far the coding depends on who is named: sentences of every type, with names exchanged.

    python benchmarks/neutrality.py [--no-model] [--list]

Each sentence of ``data/neutrality.txt`` is coded with every row of names. Its codes (type, modes, factuality, who is
on which side, who says so) must be the same whoever is named: a coding that differs from the sentence's commonest is a
change. Printed are the changes by type and by field; ``--list`` shows each. The last number is their share in percent.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from dateline.pipeline import code_story
from dateline.record import Event, StoryRecord
from dateline.settings import Settings
from dateline.tools import Tools, make_tools
from exports import story_of

SENTENCES = Path(__file__).parent / "data" / "neutrality.txt"
PUBLISHED = "2023-05-16"


class Named(NamedTuple):
    """What stands in one pair of places."""

    state: str
    adjective: str
    leader: str
    group: str


PAIRS = [
    (Named("Iran", "Iranian", "Ebrahim Raisi", "Hezbollah"), Named("Israel", "Israeli", "Benjamin Netanyahu", "Hamas")),
    (
        Named("Russia", "Russian", "Vladimir Putin", "Islamic State"),
        Named("Ukraine", "Ukrainian", "Volodymyr Zelensky", "Boko Haram"),
    ),
    (Named("China", "Chinese", "Xi Jinping", "al-Shabaab"), Named("India", "Indian", "Narendra Modi", "Hamas")),
    (Named("France", "French", "Emmanuel Macron", "Hezbollah"), Named("Kenya", "Kenyan", "William Ruto", "al-Shabaab")),
]
FILLINGS = [filling for one, other in PAIRS for filling in ((one, other), (other, one))]
PLACES = {"A": (0, "state"), "B": (1, "state"), "a": (0, "adjective"), "b": (1, "adjective"), "L": (0, "leader"),
          "M": (1, "leader"), "G": (0, "group"), "H": (1, "group")}  # fmt: skip
FIELDS = ("type", "modes", "factuality", "actors", "recipients", "source")


class Code(NamedTuple):
    """An event with names put back into places."""

    type: str
    modes: tuple[str, ...]
    factuality: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    source: tuple[str, ...]


Codes = tuple[Code, ...]


@dataclass(frozen=True)
class Change:
    """A coding that differs from the sentence's commonest."""

    kind: str
    text: str
    usual: Codes
    found: Codes

    @property
    def fields(self) -> list[str]:
        """What differs: the number of events, or fields of them."""
        if len(self.usual) != len(self.found):
            return ["an event gone" if len(self.found) < len(self.usual) else "an event more"]
        pairs = list(zip(self.usual, self.found, strict=True))
        return [f for n, f in enumerate(FIELDS) if any(a[n] != b[n] for a, b in pairs)]


def sentences() -> Iterator[tuple[str, str]]:
    """(type, sentence with places)."""
    kind = ""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            kind = line[3:]
        elif line and not line.startswith("#"):
            yield kind, line


def filled(sentence: str, filling: tuple[Named, Named]) -> str:
    """A sentence with names in its places."""

    def name(found: re.Match[str]) -> str:
        pair, field = PLACES[found[1]]
        return str(getattr(filling[pair], field))

    text = re.sub(r"\{(\w)\}", name, sentence)
    text = re.sub(r"\b([Aa]) (?=[AEIOU])", r"\1n ", text)
    return text[0].upper() + text[1:]


def codes(record: StoryRecord, filling: tuple[Named, Named]) -> Codes:
    """A record's events with names put back into places, sorted."""
    actors = {a.id: _placed((a.mentions[0].of(record.text) if a.mentions else a.name), filling) for a in record.actors}
    chains = {s.id: tuple(actors[link.actor] for link in s.chain) for s in record.statements}

    def code(e: Event) -> Code:
        who, whom = (tuple(sorted(actors[i] for i in side)) for side in (e.actors, e.recipients))
        return Code(e.event_type, e.modes, e.factuality, who, whom, chains.get(e.statement or "", ()))

    return tuple(sorted(code(e) for e in record.events))


def _placed(mention: str, filling: tuple[Named, Named]) -> str:
    """A mention with names put back: of a leader his last name will do, and a state's adjective stands for it."""
    text = re.sub(r"^(?:the|an?) ", "", mention, flags=re.IGNORECASE)
    for place, (pair, field) in PLACES.items():
        name = getattr(filling[pair], field)
        for known in (name, name.split()[-1]) if field == "leader" else (name,):
            text = re.sub(rf"\b{re.escape(known)}\b", f"{{{place}}}", text, flags=re.IGNORECASE)
    return text.replace("{a}", "{A}").replace("{b}", "{B}")


def changes_of(kind: str, sentence: str, tools: Tools) -> list[Change]:
    """The codings of a sentence that differ from its commonest."""
    found = []
    for filling in FILLINGS:
        text = filled(sentence, filling)
        found.append((text, codes(code_story(story_of("n", text, PUBLISHED), tools), filling)))
    usual = Counter(c for _, c in found).most_common(1)[0][0]
    return [Change(kind, text, usual, c) for text, c in found if c != usual]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--no-model", action="store_true", help="without the learned part")
    ask.add_argument("--list", action="store_true", help="print every change")
    args = ask.parse_args()
    tools = make_tools(Settings(opinion=not args.no_model))
    rows = list(sentences())
    changes = [change for kind, sentence in rows for change in changes_of(kind, sentence, tools)]
    kinds, sizes = Counter(c.kind for c in changes), Counter(kind for kind, _ in rows)
    for kind, size in sizes.items():
        fields = Counter(f for c in changes if c.kind == kind for f in c.fields)
        why = ", ".join(f"{name} {n}" for name, n in fields.most_common())
        print(f"{kind:<10} {kinds[kind]:>4} of {size * len(FILLINGS)} codings change{': ' + why if why else ''}")
    for c in changes if args.list else ():
        print(f"  {c.kind}: {c.text}\n    usual: {_shown(c.usual)}\n    here:  {_shown(c.found)}")
    share = 100 * len(changes) / (len(rows) * len(FILLINGS))
    print(f"{len(changes)} of {len(rows) * len(FILLINGS)} codings change with the names, percent {share:.2f}")


def _shown(found: Codes) -> str:
    """Codes on one line."""
    return "; ".join(
        f"{', '.join(c.actors) or '-'} {c.type} {' '.join(c.modes)} {', '.join(c.recipients) or '-'} {c.factuality}"
        for c in found
    ) or "nothing"  # fmt: skip


if __name__ == "__main__":
    main()
