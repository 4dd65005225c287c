"""A folder of parts with a manifest: an output too large for one file, which a later run adds to.

A part appears under its name when it is whole, and from then on the ledger (``_pages.db``) only remembers which pages
it holds. Until then the ledger has their records too, so that a run that is killed loses at most the page that it was
about to put in. At each step the ledger comes first: opening the folder again finishes what was under way.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from sqlite3 import Row

from dateline.errors import StoreError, UsageError
from dateline.record import StoryRecord
from dateline.sinks.output_files import whole_file
from dateline.sinks.resume.ledger import Ledger
from dateline.sinks.resume.rewrite import WITHOUT
from dateline.sinks.sink import Sink
from dateline.store.rows.typed_rows import DocumentRow, RunVersions

LEDGER, MANIFEST = "_pages.db", "_manifest.json"
# Stories in a part, where the caller doesn't say.
EACH = 10_000
UNFINISHED = re.compile(r"\.{1,2}(?:part-\d+|_manifest)\..*")
Make = Callable[[Path], Sink]


def is_parts(path: Path) -> bool:
    """Is this a folder of parts?"""
    return (path / LEDGER).is_file()


class PartsSink:
    """Writes stories into parts of a folder.

    Args:
        folder: the folder; it is made where there is none.
        form: name of the sink that writes a part.
        make: opens that sink at a path.
        each: stories from which a part is finished; pages stay whole.
        options: what else the parts' form depends on; it stays the same as long as the folder lives.

    Raises:
        UsageError: the form can't be written in parts, the folder holds something else, or parts of another form.
        StoreError: it can't be written, or another run writes it.
    """

    def __init__(self, folder: Path, form: str, make: Make, each: int = EACH, options: str = "") -> None:
        if form not in WITHOUT:
            raise UsageError(f"--to {form}: only {', '.join(WITHOUT)} can be written in parts")
        self.folder, self.form, self.make, self.each = folder, form, make, each
        self.sink: Sink | None = None
        self.held = 0
        self.lost: list[Path] = []
        _check_folder(folder)
        self.ledger = Ledger(folder / LEDGER)
        try:
            self._check_form(options)
            self._recover()
        except BaseException:
            self.ledger.close()
            raise

    @property
    def pages(self) -> PartsSink:
        """The pages that it holds."""
        return self

    # What is known of pages

    def document(self, name: str) -> DocumentRow | None:
        """What is known of an input."""
        return self.ledger.document(name)

    def same_bytes(self, digest: str) -> DocumentRow | None:
        """The document that holds the stories of these bytes."""
        return self.ledger.same_bytes(digest)

    def mend(self, name: str) -> None:
        """Forget that an input failed which holds pages of its own and was read to its end now."""
        with self.ledger.change() as db:
            db.execute("DELETE FROM pages WHERE name = ? AND status = 'failed'", (name,))

    def note(self, name: str, note: str) -> bool:
        """Leave a note at a document; False where there is none of that name."""
        with self.ledger.change() as db:
            return db.execute("UPDATE pages SET note = ? WHERE name = ?", (note, name)).rowcount > 0

    def begin_run(self, started: str, versions: RunVersions, options: str) -> int:
        """Note that a run begins, and with which options (JSON); give its key."""
        with self.ledger.change() as db:
            sql = "INSERT INTO runs (started, code_version, knowledge_version, options) VALUES (?,?,?,?)"
            return int(db.execute(sql, (started, versions.code, versions.knowledge, options)).lastrowid or 0)

    def end_run(self, run: int, ended: str, numbers: Sequence[int]) -> None:
        """Note that it ended: pages, stories, events, statements, skipped, failed."""
        with self.ledger.change() as db:
            sql = (
                "UPDATE runs SET ended = ?, pages = ?, stories = ?, events = ?, statements = ?, skipped = ?, "
                "failed = ? WHERE rowid = ?"
            )
            db.execute(sql, (ended, *numbers, run))

    # Writing

    def put(self, document: DocumentRow, records: Sequence[StoryRecord] = ()) -> None:
        """Put a page and its stories in, in place of what there was of it."""
        sink = self._open() if records else None
        with self.ledger.change():
            before = self.ledger.row(document.name)
            if before is not None:
                self._replace(before, document)
            self.ledger.keep(document, records)
            if document.digest and document.status == "done" and not document.same_as:
                self._take_over(document)
        if sink is not None and self.sink is sink:
            for record in records:
                sink.write(record)
        self.held += len(records)
        if self.held >= self.each:
            self._finish()

    def write(self, record: StoryRecord) -> None:
        """Take one record, as a page of its own."""
        self.put(DocumentRow(record.id, "done", record.document.path), (record,))

    def _replace(self, before: Row, document: DocumentRow) -> None:
        """Take out what a page held; a page with the same bytes keeps it where this one has others now."""
        stories = json.loads(before["stories"])
        if not stories:
            return
        heir = None
        if before["digest"] != document.digest:
            sql = "SELECT name FROM pages WHERE same_as = ? ORDER BY name"
            heir = self.ledger.db.execute(sql, (document.name,)).fetchone()
        if heir is not None:
            self._hand_over(before, heir["name"])
        else:
            self._drop(before)

    def _drop(self, before: Row) -> None:
        """The stories of a page are no longer wanted where they are."""
        stories = json.loads(before["stories"])
        if before["part"] is not None:
            self.ledger.db.executemany(
                "INSERT OR IGNORE INTO stale VALUES (?, ?)", [(before["part"], story) for story in stories]
            )
        elif stories:
            self._reopen(len(stories))

    def _take_over(self, document: DocumentRow) -> None:
        """Whoever held these bytes before has lost its stories to this page."""
        db, name = self.ledger.db, document.name
        sql = "SELECT * FROM pages WHERE digest = ? AND name <> ? AND status = 'done'"
        for other in db.execute(sql, (document.digest, name)).fetchall():
            self._drop(other)
            db.execute(
                "UPDATE pages SET same_as = ?1, note = 'same bytes as ' || ?1, part = NULL, stories = '[]', "
                "events = 0, records = NULL WHERE id = ?2",
                (name, other["id"]),
            )

    def _hand_over(self, before: Row, heir: str) -> None:
        db = self.ledger.db
        db.execute(
            "UPDATE pages SET part = ?, stories = ?, events = ?, records = ?, same_as = NULL, note = NULL "
            "WHERE name = ?",
            (before["part"], before["stories"], before["events"], before["records"], heir),
        )
        db.execute(
            "UPDATE pages SET same_as = ?1, note = 'same bytes as ' || ?1 WHERE same_as = ?2", (heir, before["name"])
        )

    def _reopen(self, fewer: int) -> None:
        """A page of the part that is being written was replaced: that part is written anew."""
        if self.sink is not None:
            self.sink.discard()
        self.sink = None
        self.held -= fewer

    def _open(self) -> Sink:
        """The part that is being written, with the pages that the ledger holds for it."""
        if self.sink is None:
            self.sink = self.make(self._hidden(self._next()))
            for records in self.ledger.pending():
                for record in records:
                    self.sink.write(record)
        return self.sink

    def _finish(self) -> None:
        """Finish the part that is being written; what it replaces goes out of the other parts."""
        number = self._next()
        self._open().close()
        self.sink, self.held = None, 0
        size, digest = _account(self._hidden(number))
        with self.ledger.change() as db:
            sums = "SELECT sum(json_array_length(stories)), sum(events) FROM pages WHERE records IS NOT NULL"
            stories, events = db.execute(sums).fetchone()
            db.execute("INSERT INTO parts VALUES (?,?,?,?,?)", (number, size, digest, stories, events))
            db.execute("UPDATE pages SET part = ?, records = NULL WHERE records IS NOT NULL", (number,))
        self._hidden(number).rename(self._final(number))
        self._take_out()
        self._write_manifest(whole=False)

    def close(self) -> None:
        """Finish the last part and say in the manifest that all is there."""
        if self.held:
            self._finish()
        self._take_out()
        self._write_manifest(whole=True)
        self.ledger.close()

    def discard(self) -> None:
        """Close the folder; what was put in is there for the next run."""
        if self.sink is not None:
            self.sink.discard()
        self.sink = None
        self.ledger.close()

    # Parts

    def _hidden(self, number: int) -> Path:
        return self.folder / f".part-{number:06}.{self.form}"

    def _final(self, number: int) -> Path:
        return self.folder / f"part-{number:06}.{self.form}"

    def _next(self) -> int:
        return int(self.ledger.db.execute("SELECT ifnull(max(part) + 1, 0) FROM parts").fetchone()[0])

    def _take_out(self) -> None:
        """Rewrite the parts that hold stories whose place others have taken."""
        rows = self.ledger.db.execute("SELECT part, story FROM stale ORDER BY part").fetchall()
        gone: dict[int, set[str]] = {}
        for row in rows:
            gone.setdefault(row["part"], set()).add(row["story"])
        for number, stories in gone.items():
            WITHOUT[self.form](self._final(number), self._hidden(number), frozenset(stories))
            size, digest = _account(self._hidden(number))
            with self.ledger.change() as db:
                sums = "SELECT sum(json_array_length(stories)), sum(events) FROM pages WHERE part = ?"
                left, events = db.execute(sums, (number,)).fetchone()
                db.execute(
                    "UPDATE parts SET bytes = ?, sha256 = ?, stories = ?, events = ? WHERE part = ?",
                    (size, digest, left or 0, events or 0, number),
                )
                db.execute("DELETE FROM stale WHERE part = ?", (number,))
            self._hidden(number).replace(self._final(number))

    def _recover(self) -> None:
        """Finish what a run that was killed had under way. Pages of a part that somebody took away are coded again."""
        db = self.ledger.db
        for row in db.execute("SELECT part, sha256 FROM parts ORDER BY part").fetchall():
            hidden, final = self._hidden(row["part"]), self._final(row["part"])
            if hidden.is_file() and _account(hidden)[1] == row["sha256"]:
                hidden.replace(final)
            if not final.is_file():
                self.lost.append(final)
                with self.ledger.change():
                    for table in ("pages", "stale", "parts"):
                        db.execute(f"DELETE FROM {table} WHERE part = ?", (row["part"],))
        for path in self.folder.iterdir():  # nobody else writes here: the ledger is ours
            if UNFINISHED.fullmatch(path.name):
                path.unlink()
        self._take_out()
        sums = "SELECT ifnull(sum(json_array_length(stories)), 0) FROM pages WHERE records IS NOT NULL"
        self.held = db.execute(sums).fetchone()[0]

    def _check_form(self, options: str) -> None:
        """Are the parts that are there of the form that is to be written now?

        Raises:
            UsageError: they aren't.
        """
        now = {"form": self.form, "options": options}
        db = self.ledger.db
        before = {row["key"]: row["value"] for row in db.execute("SELECT key, value FROM meta")}
        if not before:
            with self.ledger.change():
                db.executemany("INSERT INTO meta VALUES (?, ?)", now.items())
        elif before != now:
            said = f"{before['form']} {before['options']}".strip()
            raise UsageError(f"-o {self.folder}: this folder holds parts written with --to {said}; name another one")

    def _write_manifest(self, *, whole: bool) -> None:
        told = manifest(self.ledger, self.form, whole=whole)
        with whole_file(self.folder / MANIFEST) as out:
            json.dump(told, out, indent=1)
            out.write("\n")


def manifest(ledger: Ledger, form: str, *, whole: bool) -> dict[str, object]:
    """What a folder holds: its parts, and whether the last run came to its end."""
    db = ledger.db
    parts = [
        {"file": f"part-{r['part']:06}.{form}", **{k: r[k] for k in ("bytes", "sha256", "stories", "events")}}
        for r in db.execute("SELECT * FROM parts ORDER BY part")
    ]
    pages = dict(db.execute("SELECT status, count(*) FROM pages GROUP BY status").fetchall())
    waiting = db.execute("SELECT count(*) FROM pages WHERE records IS NOT NULL").fetchone()[0]
    return {
        "form": form, "whole": whole, "pages": pages.get("done", 0), "failed": pages.get("failed", 0),
        "stories": sum(p["stories"] for p in parts), "events": sum(p["events"] for p in parts),
        "pages_in_no_part_yet": waiting, "parts": parts,
    }  # fmt: skip


def _account(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return path.stat().st_size, digest


def _check_folder(folder: Path) -> None:
    """Make the folder, or see that it is empty or one of ours.

    Raises:
        UsageError: it is something else, or there is no folder for it.
        StoreError: it can't be made.
    """
    if not folder.resolve().parent.is_dir():
        raise UsageError(f"-o {folder}: there is no folder {folder.parent}")
    try:
        folder.mkdir(exist_ok=True)
        ours = is_parts(folder) or not any(folder.iterdir())
    except FileExistsError:
        raise UsageError(f"-o {folder}: that is no folder") from None
    except OSError as error:
        raise StoreError(f"{folder}: can't be written: {error.strerror or error}") from error
    if not ours:
        raise UsageError(f"-o {folder}: this folder holds other files; name a new one")
