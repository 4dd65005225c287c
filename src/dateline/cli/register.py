"""``dateline actors add`` and ``actors update``: persons in a user's own folder of knowledge."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import check_texts, clean, given_path
from dateline.errors import KnowledgeError, UsageError

if TYPE_CHECKING:
    from dateline.knowledge.world.persons import Known
    from dateline.knowledge.world.register import Register

COLUMNS = ("id", "name", "aliases", "country", "posts", "sectors")
# Our column: what exports of the Wikidata query service call it.
WIKIDATA = {
    "id": ("item", "person", "holder"),
    "name": ("itemLabel", "personLabel", "holderLabel"),
    "country": ("iso3", "countryCode", "country"),
    "role": ("positionLabel", "roleLabel", "position"),
    "start": ("start", "startTime", "from"),
    "end": ("end", "endTime", "until"),
}
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

KnowledgeOption = Annotated[
    Path,
    typer.Option(
        "--knowledge", metavar="DIR", help="Your folder of knowledge; made where there is none.", parser=given_path
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of ``actors/persons_hand.csv``. ``posts`` are written ``FROM..UNTIL ROLE``."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    posts: tuple[str, ...] = ()
    sectors: str = ""

    def rows(self) -> list[list[str]]:
        """The cells of its rows: a row for each further name and post."""
        alias, post = next(iter(self.aliases), ""), next(iter(self.posts), "")
        first = [self.id, self.name, alias, self.country, post, self.sectors]
        names = [[self.id, "", alias, "", "", ""] for alias in self.aliases[1:]]
        return [first, *names, *([self.id, "", "", "", post, ""] for post in self.posts[1:])]


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The person's usual name.")],
    country: Annotated[str, typer.Option(metavar="CODE", help="Country, ISO 3166-1 alpha-3 (IRN).")],
    knowledge: KnowledgeOption,
    post: Annotated[
        list[str] | None, typer.Option(metavar="POST", help="'2021-08..2024-05 Foreign Minister'; may be repeated.")
    ] = None,
    alias: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Another name; may be repeated.")] = None,
    wikidata: Annotated[str, typer.Option(metavar="ID", help="Wikidata item (Q...).")] = "",
    yes: YesOption = False,
) -> None:
    """Add a person to your knowledge, or a post to one who is known.

    Example: dateline actors add "Elena Marinova" --country BGR --post "2021-05.. Foreign Minister" --knowledge mine/
    """
    check_texts(name=name, country=country, post=post, alias=alias, wikidata=wikidata)
    person = Person(wikidata, name, tuple(alias or ()), country, tuple(post or ()))
    _apply([(person, "", 0)], knowledge, yes=yes)


def update(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="CSV: ours (id,name,aliases,country,posts) or Wikidata's.", parser=given_path
        ),
    ],
    knowledge: KnowledgeOption,
    yes: YesOption = False,
) -> None:
    """Bring your knowledge up to date from a CSV; what would change is shown first.

    A Wikidata export needs columns such as item, itemLabel, iso3, positionLabel, start and end.

    Example: dateline actors update ministers.csv --knowledge mine/
    """
    _apply(list(read_persons(file)), knowledge, yes=yes)


def read_persons(file: Path) -> Iterator[tuple[Person, str, int]]:
    """Persons of a CSV, each with file and line; the rows of a person in a Wikidata export become one.

    Raises:
        UsageError: the file can't be read or has neither set of columns.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as source:
            reader = csv.DictReader(source)
            names = reader.fieldnames or []
            rows = [({k: (v or "").strip() for k, v in r.items() if k}, reader.line_num) for r in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{file}: can't be read: {error}") from error
    if "name" in names and "posts" in names:
        from dateline.knowledge.files import read_table

        for row, _, line in read_table(file):
            yield (
                Person(
                    row.get("id", ""), row["name"], tuple(a for a in row.get("aliases", "").split("|") if a),
                    row.get("country", ""), tuple(p for p in row["posts"].split("; ") if p), row.get("sectors", ""),
                ),
                str(file),
                line,
            )  # fmt: skip
        return
    columns = {ours: next((c for c in theirs if c in names), None) for ours, theirs in WIKIDATA.items()}
    if not columns["name"] or not columns["role"]:
        raise UsageError(
            f"{file}: columns name and posts are wanted, or itemLabel and positionLabel as Wikidata has them"
        )
    yield from _from_wikidata(rows, columns, str(file))


def _from_wikidata(
    rows: list[tuple[dict[str, str], int]], columns: dict[str, str | None], file: str
) -> Iterator[tuple[Person, str, int]]:
    people: dict[tuple[str, str], tuple[Person, int]] = {}
    for row, line in rows:
        cell = {ours: row.get(theirs, "") if theirs else "" for ours, theirs in columns.items()}
        key = cell["id"].rsplit("/", 1)[-1]
        post = f"{cell['start'][:10]}..{cell['end'][:10]} {cell['role']}"
        person, first = people.get((key, cell["name"]), (Person(key, cell["name"], (), cell["country"].upper()), line))
        people[key, cell["name"]] = replace(person, posts=(*person.posts, post)), first
    for person, line in people.values():
        yield person, file, line


def check_person(person: Person, register: Register, file: str, line: int) -> None:
    """Is a row sound?

    Raises:
        KnowledgeError: no name, an unknown country, a post that ends before it starts or can't be read.
        UsageError: the same, where the row is of no file.
    """
    reason = ""
    if not person.name:
        reason = "a person needs a name"
    elif person.country and person.country not in register.actors:
        reason = f"{person.name}: unknown country {person.country!r} (ISO 3166-1 alpha-3 is wanted)"
    for post in person.posts:
        times, _, role = post.partition(" ")
        start, dots, end = times.partition("..")
        days = [d for d in (start, end.removeprefix("?")) if d]
        if not dots or not role or not all(DAY.fullmatch(d) for d in days):
            reason = f"{person.name}: post {post!r}: 'FROM..UNTIL ROLE' is wanted, days like 2021-08-29 or left out"
        elif start and end and end.removeprefix("?") < start[: len(end.removeprefix("?"))]:
            reason = f"{person.name}: post {post!r} ends before it starts"
    if reason:
        raise KnowledgeError(file, line, reason) if file else UsageError(reason)


def differences(person: Person, register: Register) -> list[str]:
    """What a row would change, one line each; none where all of it is known."""
    known = _known(person, register)
    who = f"{clean(person.name)} ({person.country or 'no country'})"
    if known is None:
        return [f"+ {who}", *(f"    + {clean(p)}" for p in person.posts)]
    lines = [f"    + {clean(p)}" for p in person.posts if not _holds(known, p)]
    lines += [f"    + also called {clean(a)}" for a in person.aliases if a not in {known.name, *known.aliases}]
    return [f"~ {who}, known as {known.name}, {known.id}", *lines] if lines else []


def _known(person: Person, register: Register) -> Known | None:
    found = register.persons.find(person.name, None, person.country or None)
    by_id = [k for k in found if person.id and k.id == person.id]
    same = [k for k in found if person.name in {k.name, *k.aliases} and person.country in {"", k.country}]
    return next(iter(by_id or same), None)


def _holds(known: Known, post: str) -> bool:
    times, _, role = post.partition(" ")
    start, _, end = times.partition("..")
    return any((p.start or "", p.role.lower()) == (start, role.lower()) and (p.end or "") == end for p in known.posts)


def _apply(rows: list[tuple[Person, str, int]], knowledge: Path, *, yes: bool) -> None:
    from dateline.knowledge.files import SHIPPED, Layers
    from dateline.knowledge.world import register as section

    register = section.load(Layers((SHIPPED, knowledge)))
    for person, file, line in rows:
        check_person(person, register, file, line)
    changes = [(person, lines) for person, _, _ in rows if (lines := differences(person, register))]
    if not changes:
        print(f"Nothing to do: all {len(rows)} are known like this.")
        return
    for _, lines in changes:
        print("\n".join(lines))
    target = knowledge / "actors" / "persons_hand.csv"
    if not yes and not typer.confirm(f"Write {len(changes)} of {len(rows)} to {target}?"):
        raise typer.Exit(1)
    held = rows_of(target, COLUMNS)
    write_rows(target, COLUMNS, [*held, *(row for person, _ in changes for row in person.rows())])
    print(f"Written to {target}; use it with --knowledge {knowledge}")


def rows_of(target: Path, columns: Sequence[str]) -> list[list[str]]:
    """The rows of a table of knowledge as they stand there; none where there is no file.

    Raises:
        UsageError: it can't be read, or has what ``columns`` have no place for.
    """
    if not target.exists():
        return []
    try:
        with target.open(encoding="utf-8-sig", newline="") as source:
            rows = list(csv.DictReader(source))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{target}: can't be read: {error}") from error
    strange = {str(name or "a cell without a heading") for row in rows for name in row if name not in columns}
    if strange:
        raise UsageError(f"{target}: nothing is added, since {', '.join(sorted(strange))} would be lost")
    return [[row.get(c) or "" for c in columns] for row in rows]


def write_rows(target: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table of knowledge, whole or not at all."""
    from dateline.cli.code import name_stale
    from dateline.sinks.output_files import whole_file

    target.parent.mkdir(parents=True, exist_ok=True)
    name_stale(target)
    with whole_file(target) as out:
        csv.writer(out, lineterminator="\n").writerows([columns, *rows])
