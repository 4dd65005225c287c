"""``Store``: a database of stories as a Python object."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from dateline.errors import UsageError
from dateline.record import Decision, StoryRecord
from dateline.store.database import Database, Files, Shared
from dateline.store.filters.conditions import is_country
from dateline.store.filters.declared_filters import FILTERS, WHO, Filters, of_list
from dateline.store.filters.filter_names import check_names
from dateline.store.filters.filter_values import alike, ask, check_text
from dateline.store.links import incidents
from dateline.store.links.edges import EdgeRow, edges
from dateline.store.links.incident_rows import IncidentRow
from dateline.store.links.panel import PanelRow, Plan, panel, vague
from dateline.store.opening.address import Address, place
from dateline.store.opening.held_files import HeldFiles
from dateline.store.opening.open_sqlite import clear_errors, open_to_read, open_to_write
from dateline.store.query import find_story, nothing_found, queries
from dateline.store.query.kept_events import Kept, kept, told_again
from dateline.store.query.voices import VoiceRow, voices
from dateline.store.rows.typed_rows import (
    ActorDetail,
    ActorRow,
    Counts,
    DocumentRow,
    EventRow,
    RunVersions,
    StatementRow,
    StoryRow,
)  # fmt: skip
from dateline.store.writing import write_stories
from dateline.store.writing.put_opinions import put_opinions

Row = TypeVar("Row")


def _open(path: Path, *, write: bool) -> tuple[Database, Files]:
    """The database of a path or an address, open."""
    if isinstance(path, Address):
        from dateline.store.postgres.open_postgres import NoFiles, open_postgres

        return open_postgres(path, write=write), NoFiles()
    db = open_to_write(path) if write else open_to_read(path)
    return db, HeldFiles(path)


# What the keys of options begin with in the table meta.
OPTIONS = "options:"
# Steps of SQLite's machine between two looks at the clock.
STEPS = 50_000
# The largest number that SQLite has.
LARGEST = (1 << 63) - 1


class Store:
    """Stories, statements, events and actors in an SQLite file, or on a PostgreSQL server.

    Readers may be open while another process writes. The methods that list take the fields of ``Filters`` as keywords,
    and ``limit`` and ``offset``; they give typed rows one by one.

    Args:
        path: the file, or ``postgresql://...``.
        write: open it to write too; it is made where there is none.

    Attributes:
        meant: id of an actor > the one that filters take it for, where somebody has laid such word over the store.

    Raises:
        StoreError: no such file, no store, one of another version, or not writable.
    """

    def __init__(self, path: Path | str, *, write: bool = False) -> None:
        self.path = place(path) if isinstance(path, str) else path
        self.db, self.files = _open(self.path, write=write)
        self.meant: Mapping[str, str] = {}

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the write-ahead log goes into it with the last connection."""
        self.db.close()
        self.files.let_go()

    @property
    def sqlite(self) -> sqlite3.Connection:
        """The connection, for what only a store in a file has.

        Raises:
            UsageError: it is on a server.
        """
        if isinstance(self.db, sqlite3.Connection):
            return self.db
        raise UsageError(f"{self.path}: this is not there for a store on PostgreSQL yet, only for one in a file")

    def limit(self, seconds: float | None) -> None:
        """Give queries up, with an error that says "interrupted", from so many seconds on; None takes it back."""
        if isinstance(self.db, Shared):
            self.db.limit(seconds)
        elif seconds is None:
            self.sqlite.set_progress_handler(None, 0)
        else:
            until = time.monotonic() + seconds
            self.sqlite.set_progress_handler(lambda: int(time.monotonic() > until), STEPS)

    # Reading

    def filters(self, **given: Any) -> Filters:
        """The filters of keywords, checked; those with a list of names against what this store holds too.

        Raises:
            UsageError: no such filter, or a value that it can't have; what can be given is named.
        """
        with clear_errors(self.path):
            filters = Filters(**_tidy(given, self.meant))
            check_names(self.db, filters)
            return filters

    def filters_of(self, what: str, **given: Any) -> Filters:
        """The filters of keywords for one of the lists, checked.

        Raises:
            UsageError: as ``filters`` does, and for a filter that this list doesn't take.
        """
        known = {d.name for d in of_list(what)}
        for name in given:
            if name in FILTERS and name not in known:
                raise UnknownFilterError(
                    f"{name}: {', '.join(FILTERS[name].lists)} take this filter, {what} can't; "
                    f"they take {', '.join(sorted(known))}"
                )
        return self.filters(**given)

    def events(
        self,
        limit: int | None = None,
        offset: int = 0,
        *,
        descending: bool = False,
        after: str | None = None,
        **filters: Any,
    ) -> Iterator[EventRow]:
        """Events by day, the oldest first; each once, as it is told first, where ``all_tellings`` isn't given.

        Args:
            limit: at most so many; None, or 0 as on the command line, for all.
            offset: so many are left out first; ``after`` is quicker in long lists.
            descending: the newest first.
            after: go on after the event of this id.
            filters: the fields of ``Filters``.
        """
        f, page = self.filters_of("events", **filters), _page(limit, offset, after)
        return self._clear(lambda: queries.events(self.db, f, *page, descending=descending, after=after))

    def statements(
        self,
        limit: int | None = None,
        offset: int = 0,
        *,
        descending: bool = False,
        after: str | None = None,
        **filters: Any,
    ) -> Iterator[StatementRow]:
        """Statements by day, the oldest first."""
        f, page = self.filters_of("statements", **filters), _page(limit, offset, after)
        return self._clear(lambda: queries.statements(self.db, f, *page, descending=descending, after=after))

    def stories(
        self,
        limit: int | None = None,
        offset: int = 0,
        *,
        descending: bool = False,
        after: str | None = None,
        **filters: Any,
    ) -> Iterator[StoryRow]:
        """Stories by day of publication, the oldest first."""
        f, page = self.filters_of("stories", **filters), _page(limit, offset, after)
        return self._clear(lambda: queries.stories(self.db, f, *page, descending=descending, after=after))

    def actors(
        self, limit: int | None = None, offset: int = 0, *, after: str | None = None, **filters: Any
    ) -> Iterator[ActorRow]:
        """Actors, those that do and say most first; ``after``: only those behind the actor of this id."""
        f, page = self.filters_of("actors", **filters), _page(limit, offset, after)
        return self._clear(lambda: queries.actors(self.db, f, *page, after))

    def incidents(
        self,
        limit: int | None = None,
        offset: int = 0,
        *,
        descending: bool = False,
        after: str | None = None,
        **filters: Any,
    ) -> Iterator[IncidentRow]:
        """Incidents by their first day, the oldest first: those of which one event passes the filters."""
        f, page = self.filters_of("incidents", **filters), _page(limit, offset, after)
        return self._clear(lambda: incidents.incidents(self.db, f, *page, descending=descending, after=after))

    def incident_ids(self, ref: str) -> list[str]:
        """What an incident's id means now: itself, or the ids that it was merged or split into.

        Raises:
            UsageError: no incident has or had it.
        """
        with clear_errors(self.path):
            return incidents.find(self.db, ref)

    def panel(self, plan: Plan, **filters: Any) -> list[PanelRow]:
        """Numbers of events by period and by who.

        Raises:
            UsageError: with zeros it would have millions of rows.
        """
        f = self.filters_of("events", **filters)
        with clear_errors(self.path):
            try:
                return panel(self.db, f, plan)
            except ValueError as error:
                raise UsageError(f"--zeros: {error}; narrow it") from None

    def vague(self, plan: Plan, **filters: Any) -> int:
        """How many events such a panel leaves out because their dates are longer than its periods ("2015")."""
        f = self.filters_of("events", **filters)
        with clear_errors(self.path):
            return vague(self.db, f, plan)

    def edges(self, **filters: Any) -> list[EdgeRow]:
        """Who acts on whom how often: the events that pass the filters, by pairs of actors, most first."""
        f = self.filters_of("events", **filters)
        with clear_errors(self.path):
            return edges(self.db, f)

    def voices(self, limit: int | None = None, **filters: Any) -> Iterator[VoiceRow]:
        """Who said what of whom: statements by speaker and by the actor whom they mention, most first."""
        f, (most, _) = self.filters_of("said-of", **filters), _page(limit)
        return self._clear(lambda: voices(self.db, f, most))

    def actor_details(self, name: str, limit: int | None = None, **filters: Any) -> list[ActorDetail]:
        """The actors of a name or id that pass the filters, with the names and roles that the stories give them."""
        with clear_errors(self.path):
            check_text("NAME", name)
            return queries.actor_details(self.db, self.filters_of("actors", name=name, **filters), _page(limit)[0])

    def documents(self, status: str | None = None) -> Iterator[DocumentRow]:
        """The inputs by name; ``status`` is ``done`` or ``failed``."""
        return self._clear(lambda: queries.documents(self.db, status))

    def counts(self) -> Counts:
        """How many rows of each kind there are."""
        with clear_errors(self.path):
            return queries.counts(self.db)

    def event_counts(self, column: str = "day", **filters: Any) -> list[tuple[str, int]]:
        """Number of events by ``day``, ``event_type``, ``quad``, ``factuality`` or ``country``."""
        if column not in queries.COUNTED:
            raise UsageError(f"no counts by {column!r}; there are {', '.join(queries.COUNTED)}")
        with clear_errors(self.path):
            return queries.event_counts(self.db, self.filters_of("events", **filters), column)

    def kept(self, **filters: Any) -> Kept:
        """What ``min_confidence`` and ``min_parties`` keep of the events that pass the other filters."""
        with clear_errors(self.path):
            return kept(self.db, self.filters_of("events", **filters))

    def told_again(self, **filters: Any) -> int:
        """How many further tellings pass the filters, which ``events`` leaves out without ``all_tellings``."""
        with clear_errors(self.path):
            return told_again(self.db, self.filters_of("events", **filters))

    def hints(self, **filters: Any) -> list[str]:
        """What somebody may have meant whose filters find nothing: whom a name means, what a country code asks for."""
        with clear_errors(self.path):
            return nothing_found.hints(self.db, self.filters(**filters))

    def records(self, **filters: Any) -> Iterator[StoryRecord]:
        """Whole records of the stories that pass the filters, in the order of ``stories``."""
        for row in self.stories(**filters):
            yield self.record(row.id)

    def record(self, story: str) -> StoryRecord:
        """The whole record of a story, by its id, the beginning of one, the id of its row of JSONL, or its file's name.

        Raises:
            UsageError: no story, or several, begin like this or stand in a file of this name.
        """
        with clear_errors(self.path):
            return write_stories.read_record(self.db, self._story(story))

    def record_of_key(self, key: int) -> StoryRecord:
        """The whole record of a story, by its key in the database."""
        with clear_errors(self.path):
            return write_stories.read_record(self.db, key)

    def keys(self) -> Iterator[tuple[str, int]]:
        """The id of each story with its key in the database, in the order of the keys."""
        rows = self._clear(lambda: iter(self.db.execute("SELECT ref, id FROM stories ORDER BY id")))
        return ((row["ref"], row["id"]) for row in rows)

    def packed(self, key: int) -> bytes:
        """The JSON of a story's record, by the key of the story."""
        with clear_errors(self.path):
            return write_stories.json_of(self.db, key)

    def record_of_event(self, event: str) -> tuple[StoryRecord, str]:
        """The record that holds an event, and the event's full id; ``page.html-e3`` is one of the story in that file.

        Raises:
            UsageError: no event, or several, begin like this.
        """
        with clear_errors(self.path):
            check_text("event", event)
            key = self._find("events", "event", find_story.event_of_file(self.db, event))
            row = self.db.execute("SELECT story, ref FROM events WHERE id = ?", (key,)).fetchone()
            return write_stories.read_record(self.db, row["story"]), row["ref"]

    def _story(self, story: str) -> int:
        """The key of the story that somebody names."""
        check_text("story", story)
        key = queries.of_row(self.db, story)
        if key is None and queries.of_ref(self.db, "stories", story) is None:
            key = find_story.in_file(self.db, story)
        return self._find("stories", "story", story) if key is None else key

    def _find(self, table: str, what: str, ref: str) -> int:
        check_text(what, ref)
        row = queries.of_ref(self.db, table, ref)
        if row is None:
            raise UsageError(
                f"{self.path}: there is no {what} {ref!r}; `dateline {table} --store {self.path}` lists them"
            )
        return int(row["id"])

    def _clear(self, ask: Callable[[], Iterator[Row]]) -> Iterator[Row]:
        """The rows of a query, which is asked at once; what goes wrong then or later names the file."""

        def go_on() -> Iterator[Row]:
            with clear_errors(self.path):
                yield from rows

        with clear_errors(self.path):
            rows = ask()
        return go_on()

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All of it or nothing; and nothing where the file is not there any more to hold it."""
        with clear_errors(self.path), write_stories.transaction(self.db):
            self.files.check()
            yield

    @contextmanager
    def alone(self, work: str) -> Iterator[None]:
        """Wait until nobody else does this work on a store on a server; what others write goes on beside it."""
        with self.db.alone(work) if isinstance(self.db, Shared) else nullcontext():
            yield

    def put(self, document: DocumentRow, records: Sequence[StoryRecord] = ()) -> None:
        """Put a page and its stories in, in place of what there was of it: all in one transaction."""
        with self.writing():
            write_stories.put_document(self.db, document, records)

    def add(self, record: StoryRecord) -> None:
        """Put one record in, in place of the one with its id."""
        with self.writing():
            write_stories.add_record(self.db, record)

    def put_opinions(self, story: str, opinions: Mapping[str, Decision]) -> None:
        """Put somebody else's opinions to events of a story: id of an event, as its record has it -> the decision."""
        with self.writing():
            put_opinions(self.db, self._find("stories", "story", story), opinions)

    def mend(self, name: str) -> None:
        """Forget that an input failed which holds pages of its own and was read to its end now."""
        before = self.document(name)
        if before is not None and before.status == "failed":
            with self.writing():
                self.db.execute("DELETE FROM documents WHERE name = ? AND status = 'failed'", (name,))

    def note(self, name: str, note: str) -> bool:
        """Leave a note at a document; False where the store has none of that name."""
        with self.writing():
            return write_stories.note_document(self.db, name, note)

    def document(self, name: str) -> DocumentRow | None:
        """What is known of an input."""
        return self._document("d.name = ?", name)

    def same_bytes(self, digest: str) -> DocumentRow | None:
        """The document that holds the stories of these bytes."""
        return self._document("d.digest = ? AND d.status = 'done' AND d.same_as IS NULL", digest)

    def _document(self, where: str, value: str) -> DocumentRow | None:
        sql = f"SELECT d.*, o.name AS same FROM documents d LEFT JOIN documents o ON o.id = d.same_as WHERE {where}"
        with clear_errors(self.path):
            row = self.db.execute(sql, (value,)).fetchone()
            return queries._document_row(row) if row else None

    def begin_run(self, started: str, versions: RunVersions, options: str) -> int:
        """Note that a run begins, and with which options (JSON) pages of its fingerprint are coded; give its key."""
        with self.writing():
            self.db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (OPTIONS + versions.fingerprint, options))
            added = self.db.execute(
                "INSERT INTO runs (started, code_version, knowledge_version) VALUES (?,?,?) RETURNING id",
                (started, versions.code, versions.knowledge),
            )
            return int(added.fetchone()["id"])

    def end_run(self, run: int, ended: str, numbers: Sequence[int]) -> None:
        """Note that it ended: pages, stories, events, statements, skipped, failed."""
        with self.writing():
            self.db.execute(
                "UPDATE runs SET ended = ?, pages = ?, stories = ?, events = ?, statements = ?, skipped = ?, "
                "failed = ? WHERE id = ?",
                (ended, *numbers, run),
            )

    def options(self, fingerprint: str | None) -> str | None:
        """The options (JSON) of the runs with a fingerprint; None where the store doesn't know it."""
        with clear_errors(self.path):
            row = self.db.execute("SELECT value FROM meta WHERE key = ?", (f"{OPTIONS}{fingerprint}",)).fetchone()
            return row["value"] if row else None


def open_store(path: str | PathLike[str]) -> Store:
    """Open a database that ``dateline code`` wrote, to query it; it may be written at the same time.

    Raises:
        StoreError: no such file, no Dateline store, or one of another version.
    """
    return Store(path if isinstance(path, Path) else os.fspath(path))


class UnknownFilterError(UsageError, TypeError):
    """A keyword that is no filter."""


def _page(limit: int | None, offset: int = 0, after: str | None = None) -> tuple[int | None, int]:
    """Limit and offset as SQLite can count them; 0 means all, as it does on the command line.

    Raises:
        UsageError: one is no number from 0 on, or ``after`` is no id.
    """
    for name, value in (("limit", limit), ("offset", offset)):
        if value is not None and (type(value) is not int or value < 0):
            raise UsageError(f"{name} {value!r}: a number from 0 on is wanted")
    if after:
        check_text("after", after)
    return min(limit, LARGEST) if limit else None, min(offset, LARGEST)


def _tidy(given: dict[str, Any], meant: Mapping[str, str]) -> dict[str, Any]:
    """Filters from keywords: single strings become tuples where several values may be given, ids what they mean."""
    tidy = {}
    for name, value in given.items():
        if name not in FILTERS:
            raise UnknownFilterError(f"no filter {name!r}{ask(alike(name, FILTERS))}; there are {', '.join(FILTERS)}")
        if FILTERS[name].several:
            value = (value,) if isinstance(value, str) else tuple(value or ())
        if meant and FILTERS[name].kind is WHO and isinstance(value, str):
            value = _now(value, meant)
        tidy[name] = value
    return tidy


def _now(who: str, meant: Mapping[str, str]) -> str:
    """Whom a text of a filter means, where it is the id of an actor that means another one now."""
    ref = who.removeprefix("id:")
    return f"id:{meant[ref]}" if ref in meant and (ref != who or not is_country(who)) else who
