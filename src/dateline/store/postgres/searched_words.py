"""Search on PostgreSQL, over the words that FTS5 makes of a text: its own parser would take "Hamas/Hezbollah" for one.

SQLite's tokenizer itself parts the texts, in memory, those that are kept and those that are asked for. The server finds
words by an index (``tsvector``, made of our words as they are), and phrases by looking for them in the row's words in
order: positions of a ``tsvector`` end at 16,383, and it keeps 256 of a word.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from dateline.store.postgres.connection import Connection
from dateline.store.search.full_text import Form, Search, Way
from dateline.store.tables.schema import SEARCHED, TOKENIZER

# Between the texts of a row: no word, so that no phrase goes on behind it.
BETWEEN = "|"
# What begins a word that stands among the spellings.
APART = ":"
# A lexeme may have 2,046 bytes.
LONGEST = 400


class Tokenizer:
    """FTS5's, with the options of our search."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self.db.execute(f"CREATE VIRTUAL TABLE t USING fts5 (x, content='', tokenize=\"{TOKENIZER}\")")
        self.db.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")

    def words(self, text: str | None) -> list[str]:
        """The words of a text, in order."""
        self.db.execute("INSERT INTO t (t) VALUES ('delete-all')")
        self.db.execute("INSERT INTO t (rowid, x) VALUES (1, ?)", (text,))
        return [row[0] for row in self.db.execute("SELECT term FROM v ORDER BY offset")]


class SearchedConnection(Connection):
    """A connection that keeps and finds words (``full_text.OwnSearch``)."""

    tokenizer: Tokenizer | None = None

    def words(self, text: str | None) -> list[str]:
        """The words of a text, as FTS5 parts it."""
        self.tokenizer = self.tokenizer or Tokenizer()
        return self.tokenizer.words(text)

    def row_of(self, texts: Sequence[str | None]) -> tuple[list[str], str]:
        """What is kept of the texts of a row, the spellings last: its lexemes, and its words in order."""
        parts = [self.words(text) for text in texts]
        lexemes = {word[:LONGEST] for words in parts for word in words} | {APART + w[:LONGEST] for w in parts[-1]}
        return sorted(lexemes), f" {f' {BETWEEN} '.join(' '.join(words) for words in parts)} "

    def keep_words(self, table: str, rows: Sequence[tuple[int, Sequence[str | None]]]) -> None:
        """Let rows be found."""
        sql = f"INSERT INTO {table}_text VALUES (?, array_to_tsvector(?::text[]), ?)"
        self.executemany(sql, [(key, *self.row_of(texts)) for key, texts in rows])

    def found_in(self, table: str, search: Search) -> tuple[str, list[object]]:
        """SQL for the keys of the rows that a search finds, with its arguments."""
        args: list[object] = []
        ways = [self._way(way, args) for way in search]
        return f"SELECT id FROM {table}_text WHERE {' OR '.join(ways)}", args

    def lacks_words(self, table: str) -> bool:
        """Whether what is searched for a row of the table isn't what the row's texts give."""
        columns = ", ".join(f"t.{column}" for column in SEARCHED[table].split(", "))
        sql = (
            f"SELECT tsvector_to_array(x.words) AS words, x.tokens, {columns} FROM {table} t "
            f"LEFT JOIN {table}_text x ON x.id = t.id ORDER BY t.id LIMIT ? OFFSET ?"
        )
        for words, tokens, *texts in self.execute(sql, (-1, 0)):
            if (sorted(words or ()), tokens) != self.row_of(texts):
                return True
        return False

    def _way(self, way: Way, args: list[object]) -> str:
        has = [self._any(forms, args) for forms in way.with_]
        lacks = [f"NOT {self._any(forms, args)}" for forms in way.without]
        return f"({' AND '.join([*has, *lacks])})"

    def _any(self, forms: tuple[Form, ...], args: list[object]) -> str:
        return f"({' OR '.join(self._form(form, args) for form in forms)})"

    def _form(self, form: Form, args: list[object]) -> str:
        words = self.words(form.text.replace("\0", " "))
        if not words:
            return "false"
        before = APART if form.apart else ""
        lexemes = [_lexeme(before + word[:LONGEST]) for word in words]
        lexemes[-1] += ":*" * form.goes_on
        args.append(" & ".join(lexemes))
        if len(words) == 1 and len(words[0]) <= LONGEST:
            return "words @@ ?::tsquery"
        args.append(f" {' '.join(words)}{'' if form.goes_on else ' '}")
        return "(words @@ ?::tsquery AND position(? IN tokens) > 0)"


def _lexeme(word: str) -> str:
    """A word as a tsquery writes it."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
