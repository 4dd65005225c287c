"""Build ``{countries,persons,parties}.csv`` of ``knowledge/data/world/actors/`` from what was collected on actors.

    python scripts/build_register.py FACTS_FOLDER

FACTS_FOLDER holds ``countries.csv``, ``persons.csv`` and ``parties.csv`` (CIA World Factbook, Wikidata by way of the
everypolitician scrapers, Institute for Government). Rows marked ``hand`` are left out: the hand-checked persons live in
``persons_hand.csv``, the names of countries in ``country_names.csv``, the words for their people in ``nations.csv``,
which nothing overwrites. The output is sorted, so that the same facts give the same bytes.
"""

from __future__ import annotations

import csv
import html
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from dateline.knowledge.world.persons import SURNAME_FIRST
from dateline.knowledge.world.spelling import name_key, name_words, plain, word_key

OUT = Path(__file__).parents[1] / "src/dateline/knowledge/data/world/actors"
SINCE = "2000"
Row = dict[str, str]
# Breakaway entities stand under the state that claims them, as PLOVER has it.
CLAIMANTS = {"artsakh": "AZE", "donetsk": "UKR", "luhansk": "UKR", "abkhazia": "GEO"}
# Titles and words that stand first in some names of the sources.
NO_NAMES = frozenset(
    [
        "lord",
        "baroness",
        "prince",
        "princess",
        "sheikh",
        "king",
        "queen",
        "sir",
        "dame",
        "earl",
        "general",
        "viscount",
        "marquess",
        "the",
        "van",
        "duke",
    ]
)
# Posts that only fill the file: no story codes an assistant whip. Ambassadors are kept, they act in diplomacy.
DULL = re.compile(
    r"whip|in waiting|treasurer of h|comptroller of|vice-chamberlain|first lady|without portfolio|"
    r"parliamentary (under|secretary)|state secretary|advisor to the presidency|captain of the|lord commissioner",
    re.I,
)


# Roles that the source cut off before a country's name, which it then took into the person's.
CUT = re.compile(r"(?:^| )of(?: the)?$", re.I)


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{k: html.unescape(v or "").strip() for k, v in row.items()} for row in csv.DictReader(file)]
    for row in rows:
        entity = row.get("country", "")
        row["country"] = CLAIMANTS.get(entity.lower(), entity)
        if row["country"] != entity and "role" in row:
            # A breakaway entity's president is not the president of the state that claims it.
            row["role"] = f"{row['role']} of {entity.title()}"
    return rows


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)
    print(path.name, len(rows), path.stat().st_size)


def tidy(name: str) -> str:
    """A name without remarks ("serving as caretaker"), initials and doubled blanks."""
    name = re.sub(r"\(.*?\)|,.*| serving as.*| \(.*", "", name)
    name = re.sub(r"(?<=\w) [A-Z]\.(?= \w)", "", name)
    name = re.sub(r"^(?:president|prime minister|premier|king|queen) ", "", name)
    return " ".join(name.split())


def compatible(a: str, b: str, family_first: bool = False) -> bool:
    """Two spellings of one holder: same last word by key, and a given name that begins alike."""
    x, y = name_words(a), name_words(b)
    if family_first:
        return len(x) == len(y) and all(word_key(v) == word_key(w) for v, w in zip(x, y, strict=True))
    return word_key(x[-1]) == word_key(y[-1]) and (
        word_key(x[0]) == word_key(y[0]) or plain(x[0])[:3] == plain(y[0])[:3]
    )


def persons(rows: list[Row]) -> list[list[str]]:
    wanted = [
        r for r in rows
        if r["source"] != "hand" and (not r["end"] or r["end"] >= SINCE)
        and not DULL.search(r["role"]) and not CUT.search(r["role"]) and tidy(r["name"])
    ]  # fmt: skip
    people: dict[str, list[Row]] = defaultdict(list)
    loose: list[Row] = []
    for r in wanted:
        people[r["wikidata"]].append(r) if r["wikidata"] else loose.append(r)
    block: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(people):
        for r in people[key]:
            slot = block[r["country"], word_key(name_words(tidy(r["name"]))[-1])]
            if key not in slot:
                slot.append(key)
    for r in sorted(loose, key=lambda r: (r["country"], r["name"], r["start"])):
        slot = block[r["country"], word_key(name_words(tidy(r["name"]))[-1])]
        first = r["country"] in SURNAME_FIRST
        key = next(
            (k for k in slot if any(compatible(tidy(o["name"]), tidy(r["name"]), first) for o in people[k])), None
        )
        if key is None:
            key = f"{r['country'].lower()}-{'-'.join(plain(w) for w in name_words(tidy(r['name'])))}"
            slot.append(key)
        people[key].append(r)
    out = []
    for (key, _), posts in _by_state(people):
        names = list(dict.fromkeys(tidy(r["name"]) for r in posts))
        held = sorted({post(r) for r in posts}, reverse=True)
        keys = "|".join(dict.fromkeys(name_key(n) for n in names))
        out.append([key, names[0], "|".join(names[1:]), posts[0]["country"], "; ".join(merged(held)), keys])
    return sorted(out, key=lambda r: (r[3], r[1], r[0]))


def _by_state(people: dict[str, list[Row]]) -> Iterator[tuple[tuple[str, str], list[Row]]]:
    """The posts of each person in each state: who ministered in two is a row in both."""
    for key, posts in people.items():
        for state in dict.fromkeys(r["country"] for r in posts):
            yield (key, state), [r for r in posts if r["country"] == state]


def post(r: Row) -> tuple[str, str, str]:
    """Start, end and role; an end before the start is a slip of the source and left out."""
    end = r["end"]
    if end and r["start"] and end[: len(r["start"])] < r["start"][: len(end)]:
        end = ""
    start = re.sub(r"s$", "", r["start"])
    end = end or (f"?{r['last_listed']}" if r["last_listed"] else "")
    return (start, end, r["role"].replace(";", ","))


def merged(held: list[tuple[str, str, str]]) -> list[str]:
    """Posts as ``FROM..UNTIL ROLE``, one a role and start; a known end beats "last listed on" (``?DATE``)."""
    best: dict[tuple[str, str], str] = {}
    for start, end, role in held:
        old = best.get((start, role))
        if old is None or (old.startswith("?") and not end.startswith("?") and end) or (not old and end):
            best[start, role] = end
    return [f"{start}..{end} {role}" for (start, role), end in best.items()]


def clean(text: str) -> str:
    text = re.sub(r"\(.*?\)|\[.*?\]|;.*", "", text)
    return "" if text.strip().lower() in {"none", "na", ""} else " ".join(text.split())


def countries(rows: list[Row]) -> list[list[str]]:
    out = {}
    for r in rows:
        capital = clean(r["capital"]).replace(", D.C.", "").replace(" in Romanian", "").rstrip(";")
        if "no official" in capital or "administered" in capital:
            capital = ""
        out.setdefault(r["iso3"], [r["iso3"], capital])
    return [out[k] for k in sorted(out)]


def parties(rows: list[Row]) -> list[list[str]]:
    """Parties with their abbreviations; a leader stays with the person rows of the hand file."""
    merged_rows: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, str], str] = {}
    for r in sorted(rows, key=lambda r: (r["country"], r["party"])):
        name = clean(r["party"])
        if len(name) < 4 or not re.match(r"[A-Z\"']", name) or len(name.split()) > 9:
            continue
        key = (r["country"], name_key(name))
        names.setdefault(key, name)
        short = r["abbreviation"]
        if re.fullmatch(r"[A-Z][\w.+/-]{1,9}", short):
            merged_rows[key].add(short)
        else:
            merged_rows[key] |= set()
    return [
        [country, names[country, key], "|".join(sorted(merged_rows[country, key]))] for country, key in sorted(names)
    ]


def given(rows: list[list[str]], table: list[Row]) -> list[list[str]]:
    """First names that at least two persons of different surnames bear, among those that keep places apart."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        words = row[1].split()
        if len(words) > 1 and plain(words[0]).isascii() and len(plain(words[0])) > 2 and row[3] not in SURNAME_FIRST:
            bearers[plain(words[0])].add(words[-1])
    known = {name for name in bearers if len(bearers[name]) > 1 and name not in NO_NAMES}
    places = {row["name"] for row in table if row["only"] != "person"}
    shared = [[name, "" if plain(name) in known else "place"] for name in places]
    return sorted([*shared, *([name, "person"] for name in known - set(map(plain, places)))])


def main() -> None:
    facts = Path(sys.argv[1])
    people = persons(read(facts / "persons.csv"))
    write(OUT / "given_names.csv", ["name", "only"], given(people, read(OUT / "given_names.csv")))
    write(
        OUT / "countries.csv",
        ["iso3", "capital"],
        countries(read(facts / "countries.csv")),
    )
    write(
        OUT / "persons.csv", ["id", "name", "aliases", "country", "posts", "keys"], persons(read(facts / "persons.csv"))
    )
    write(OUT / "parties.csv", ["country", "name", "abbreviations"], parties(read(facts / "parties.csv")))


if __name__ == "__main__":
    main()
