"""The shape of every kind of knowledge file: which fields its entries have, and what these may hold.

A shape stands here for each kind of file. A field that no shape names is a fault (a typo would else be passed over in
silence), and so is a file that nothing reads. What fields mean together is checked by the sections' loaders.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from dateline.errors import KnowledgeError
from dateline.knowledge.files import Entry, Layers, read_entries, read_table
from dateline.record import Kind

# Says what is wrong with a value, or nothing.
Test = Callable[[Any], str | None]
COMMON = ("id", "remove", "note")
NEAR = 0.7


def text(value: Any) -> str | None:
    """Some text."""
    return None if isinstance(value, str) and value.strip() else "must be text (quote what YAML reads otherwise)"


def words(value: Any) -> str | None:
    """A list of words, with one at least."""
    return "must be a list of words with one at least" if value == [] else texts(value)


def texts(value: Any) -> str | None:
    """A list of words, maybe empty."""
    if not isinstance(value, list):
        return "must be a list of words"
    wrong = next((v for v in value if not isinstance(v, str) or not v.strip()), None)
    return None if wrong is None else f"holds {wrong!r}, which is no text (quote words such as on, off, no, yes)"


def one_or_more(value: Any) -> str | None:
    """A text, or a list of texts."""
    return None if isinstance(value, str) else texts(value)


def number(value: Any) -> str | None:
    """A number."""
    return None if isinstance(value, int | float) and not isinstance(value, bool) else "must be a number"


def whole(value: Any) -> str | None:
    """A whole number."""
    return None if isinstance(value, int) and not isinstance(value, bool) else "must be a whole number"


def flag(value: Any) -> str | None:
    """True or false."""
    return None if isinstance(value, bool) else "must be true or false"


def mapping(value: Any) -> str | None:
    """A mapping."""
    return None if isinstance(value, dict) else "must be a mapping"


def rows(value: Any) -> str | None:
    """A list of mappings."""
    good = isinstance(value, list) and all(isinstance(v, dict) for v in value)
    return None if good else "must be a list of mappings"


def sequence(value: Any) -> str | None:
    """A list of anything."""
    return None if isinstance(value, list) else "must be a list"


def anything(value: Any) -> str | None:
    """Any value."""
    return None


def maybe_text(value: Any) -> str | None:
    """Text or null."""
    return None if value is None else text(value)


def regex(value: Any) -> str | None:
    """A regular expression."""
    if not isinstance(value, str):
        return text(value)
    try:
        re.compile(value)
    except re.error as error:
        return f"is no regular expression: {error}"
    return None


def one_of(*known: str) -> Test:
    """One of these values."""

    def test(value: Any) -> str | None:
        return None if value in known else f"is {value!r}, not one of {', '.join(known)}"

    return test


@dataclass(frozen=True)
class Shape:
    """One kind of entry. ``mark``: the field that tells it from the other kinds of the same file."""

    needed: Mapping[str, Test]
    other: Mapping[str, Test] = field(default_factory=dict)
    mark: str = ""

    def faults(self, entry: Entry) -> Iterator[KnowledgeError]:
        """What is wrong with an entry."""
        known = {**self.needed, **self.other}
        for name in map(str, entry.data):
            if name not in known and name not in COMMON:
                yield entry.fail(f"no such field: {name}{_meant(name, [*known, *COMMON])}")
        for name in self.needed:
            if name not in entry.data:
                yield entry.fail(f"field {name!r} is missing")
        for name, test in known.items():
            if name in entry.data and (reason := test(entry.data[name])):
                yield entry.fail(f"field {name!r} {reason}")


@dataclass(frozen=True)
class Table:
    """The columns of a CSV file."""

    needed: tuple[str, ...]
    other: tuple[str, ...] = ()

    def faults(self, path: Path) -> Iterator[KnowledgeError]:
        """What is wrong with the header and the length of rows."""
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                header = next(csv.reader(file), [])
            for name in header:
                if name not in self.needed + self.other:
                    yield KnowledgeError(
                        str(path), 1, f"no such column: {name}{_meant(name, [*self.needed, *self.other])}"
                    )
            if missing := [name for name in self.needed if name not in header]:
                yield KnowledgeError(str(path), 1, f"no column {', '.join(missing)}")
            for row, name, line in read_table(path):
                if None in row:
                    yield KnowledgeError(name, line, f"more cells than the header has columns ({len(header)})")
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            yield KnowledgeError(str(path), 0, f"no readable CSV: {error}")
        except KnowledgeError as fault:
            yield fault


ID = {"id": text}
EXAMPLES = {"match": texts, "no_match": texts}
LIST = Shape({**ID, "words": words}, EXAMPLES)
TOPIC = Shape({**ID, "words": words}, {"hints": texts})
KINDS = one_of(*get_args(Kind), "thing")
NOUN = Shape({**ID, "nouns": words, "kind": KINDS, "sectors": texts},
             {"unit": one_of("person", "group", "people"), **EXAMPLES})  # fmt: skip
PATTERNS = {"verbs": one_or_more, "nouns": one_or_more, "adjectives": one_or_more}
FRAME = Shape(ID, {
    **PATTERNS, "type": text, "roles": text, "noun_roles": text, "actor": one_or_more, "recipient": one_or_more,
    "unless": one_or_more, "needs": one_or_more, "unless_sentence": one_or_more, "needs_sentence": one_or_more,
    "modes": one_or_more, "contexts": one_or_more, "strength": number, "weak": flag, "also": flag, "keep": flag,
    "factuality": one_of("asserted", "negated", "possible", "future", "hypothetical"), "passive": flag, "negated": flag,
    "match": one_or_more, "no_match": one_or_more,
})  # fmt: skip
REPORTING = Shape({**ID, "lemmas": words, "takes": words},
                  {"kind": one_of("speech", "belief", "wish", "showing"), "stance": text, "addressee": one_of("object"),
                   "object": one_of("said"), **EXAMPLES})  # fmt: skip
STATUS = {**ID, "words": words, "gives": text}
STATUS_OTHER = {"examples": mapping, "negated": text}
DATE_RULE = Shape({**ID, "pattern": text, "type": text, "value": mapping, "examples": rows}, {
    "left": text, "right": text, "not_left": text, "not_right": text, "not_is": text, "after": texts, "pos": text,
}, "pattern")  # fmt: skip
HOLIDAY = Shape({**ID, "holiday": words}, {
    "fixed": text, "easter": whole, "nth": sequence, "election": flag, "lunar": flag,
}, "holiday")  # fmt: skip
DATE_WORD = Shape({**ID, "class": text}, {
    "forms": texts, "value": anything, "regex": regex, "capital": flag,
}, "class")  # fmt: skip
FURNITURE = one_of("tool", "ad", "promo", "list", "teaser", "legal", "nav")

# Kinds of YAML files, by their place in the folder. Of several shapes the first whose mark an entry has counts.
YAML: dict[str, tuple[Shape, ...]] = {
    "ontology/*.yaml": (
        Shape({**ID, "quad": whole, "score": number, "label": text},
              {"recipient": one_of("needed", "optional"), "symmetric": flag, "modes": mapping}),
    ),
    "crosswalks/cameo.yaml": (
        Shape({**ID, "type": maybe_text, "codes": texts}, {"mode": text}, "codes"),
        Shape({**ID, "type": text, "cameo": text}, {"mode": text}),
    ),
    "frames/*.yaml": (Shape({"set": text, "words": words}, mark="set"), FRAME),
    "modes/*.yaml": (Shape({**ID, "type": text, "mode": text, "words": words}),),
    "contexts/*.yaml": (TOPIC,),
    "quiet/*.yaml": (TOPIC,),
    "reporting/verbs.yaml": (REPORTING,),
    "reporting/nouns.yaml": (REPORTING,),
    "reporting/phrases.yaml": (LIST,),
    "reporting/words.yaml": (LIST,),
    "reporting/stance.yaml": (
        Shape({**ID, "words": words, "stance": text, "scope": text}, {"subjects": texts, **EXAMPLES}),
    ),
    "factuality/*.yaml": (
        Shape({**STATUS, "pos": text, "takes": words}, {**STATUS_OTHER, "only": mapping, "factive": flag}, "pos"),
        Shape({**STATUS, "kind": text}, {**STATUS_OTHER, "only": texts, "if_governor": texts}, "kind"),
        Shape(STATUS, STATUS_OTHER),
    ),
    "words/agents.yaml": (NOUN,),
    "words/anonymous.yaml": (NOUN,),
    "words/organisations.yaml": (NOUN,),
    "words/titles.yaml": (
        Shape({**ID, "words": words, "kind": KINDS, "sectors": texts},
              {"post": flag, "gender": one_of("he", "she"), **EXAMPLES}),
    ),
    "words/gender.yaml": (Shape({**ID, "pronoun": one_of("he", "she"), "words": words, "names": words}, EXAMPLES),),
    "words/group_nouns.yaml": (Shape({**ID, "nouns": words, "kinds": words}, EXAMPLES),),
    "words/portfolios.yaml": (LIST,),
    "words/shapes.yaml": (LIST,),
    "actors/offices.yaml": (
        Shape({**ID, "pattern": regex},
              {"rank": whole, "sector": text, "office": words, "body": text, "country": text, **EXAMPLES}),
    ),
    "dates/*.yaml": (DATE_WORD, HOLIDAY, DATE_RULE),
    "places/cues.yaml": (LIST,),
    "places/where.yaml": (LIST,),
    "places/examples.yaml": (Shape({**ID, "text": text}, {"expect": mapping, "not": texts, "url": text}),),
    "places/where_examples.yaml": (Shape({**ID, "text": text, "trigger": text, "place": maybe_text}),),
    "pages/furniture.yaml": (Shape({**ID, "kind": FURNITURE, "pattern": regex}, EXAMPLES),),
    "pages/captions.yaml": (Shape({**ID, "pattern": regex}, {"kind": one_of("caption"), **EXAMPLES}),),
    "pages/markup.yaml": (
        Shape({**ID, "role": one_of("cut", "skip", "tool", "caption", "title"), "words": words}),
    ),
}  # fmt: skip

BODY = Table(("id", "name", "aliases", "kind", "country", "sectors", "wikidata"))
PLACE = Table(
    ("name", "type", "lat", "lon"),
    ("aliases", "feature", "country", "admin1", "population", "geonameid", "demonyms", "abbreviations", "capital",
     "domain"),
)  # fmt: skip
# Kinds of tables; the first place that fits counts.
TABLES: dict[str, Table] = {
    "actors/organs.csv": BODY,
    "actors/armed_groups.csv": BODY,
    "actors/organisations.csv": BODY,
    "actors/media.csv": BODY,
    "actors/companies.csv": BODY,
    "actors/countries.csv": Table(("iso3", "name", "long_name", "capital", "adjectives", "people")),
    "actors/countries_hand.csv": Table(
        ("iso3", "wikidata", "names", "metonyms", "loaded", "adjectives", "people"), ("comment",)
    ),
    "actors/groups.csv": Table(("id", "name", "aliases", "countries")),
    "actors/regions.csv": Table(("id", "name", "aliases", "adjectives", "country")),
    "actors/given_names.csv": Table(("name",)),
    "actors/parties.csv": Table(("country", "name"), ("abbreviations",)),
    "actors/peoples.csv": Table(("id", "name", "people", "adjectives")),
    "actors/persons.csv": Table(("id", "name", "aliases", "country", "posts", "keys")),
    "actors/persons_hand.csv": Table(("id", "name", "aliases", "country", "posts", "sectors")),
    "places/demonyms.csv": Table(("words", "place")),
    "places/given_names.csv": Table(("letter", "names")),
    "places/surnames.csv": Table(("letter", "names")),
    "places/outlets.csv": Table(("outlet", "lat", "lon", "country", "admin1")),
    "places/telephone.csv": Table(("country", "admin1", "codes")),
    "places/country_names.csv": Table(("country", "name", "aliases", "demonyms", "not_demonyms", "sovereign")),
    "places/*.csv": PLACE,
}


def shape_faults(layers: Layers, *, shipped: bool = False) -> Iterator[KnowledgeError]:
    """Files that can't be read or that nothing reads, and entries and rows whose fields are not as they must be.

    Args:
        layers: the folders; the first is the shipped one.
        shipped: look at the shipped folder too, whose files the test suite keeps sound.
    """
    for folder in layers.folders[0 if shipped else 1 :]:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = path.relative_to(folder)
            if path.suffix in {".yaml", ".yml", ".csv", ".tsv"} and not any(p.startswith(".") for p in name.parts):
                yield from _file_faults(path, name)


def _file_faults(path: Path, name: Path) -> Iterator[KnowledgeError]:
    shapes = next((s for pattern, s in YAML.items() if _fits(name, pattern)), None)
    table = next((t for pattern, t in TABLES.items() if _fits(name, pattern)), None)
    if table:
        yield from table.faults(path)
    elif shapes is None:
        known = sorted(p for p in (*YAML, *TABLES) if p.split("/")[0] == name.parts[0])
        there = f"in this folder {', '.join(known)} are" if known else f"folders are {', '.join(folders())}"
        yield KnowledgeError(str(path), 0, f"nothing reads a file {name.as_posix()}; {there}")
    else:
        try:
            entries = read_entries(path)
        except KnowledgeError as fault:
            yield fault
            return
        for entry in entries:
            yield from _entry_faults(entry, shapes)


def _fits(name: Path, pattern: str) -> bool:
    return len(name.parts) == len(Path(pattern).parts) and name.match(pattern)


def _entry_faults(entry: Entry, shapes: tuple[Shape, ...]) -> Iterator[KnowledgeError]:
    if entry.data.get("remove"):
        reason = flag(entry.data["remove"]) or text(entry.data.get("id"))
        yield from [entry.fail(f"'remove: true' and the 'id' of what is to go are wanted: {reason}")] if reason else []
        return
    shape = next((s for s in shapes if s.mark and s.mark in entry.data), shapes[-1])
    yield from shape.faults(entry)


def folders() -> list[str]:
    """The folders that a user's folder may have."""
    return sorted({p.split("/")[0] for p in (*YAML, *TABLES)})


def _meant(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1, NEAR)
    return f" (is {near[0]} meant?)" if near else ""
