"""Full text: what a user types, as a search, and as an FTS5 query that can't fail.

The table that it is asked of has a column ``spellings`` (``spellings.spellings``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from dateline.errors import UsageError
from dateline.store.database import Database
from dateline.store.search.spellings import is_capital_pronoun, plain

PIECE = re.compile(r'"([^"]*)"|(\S+)')
# Words that part a search, in capitals only; in quotation marks they are words.
OPERATORS = ("AND", "OR", "NOT")


@dataclass(frozen=True, slots=True)
class Form:
    """Words that stand together.

    Attributes:
        text: the words.
        goes_on: whether the last one may go on.
        apart: whether it is looked for among the spellings alone: a name in capitals is not to be taken for the pronoun
            of the same letters.
    """

    text: str
    goes_on: bool = False
    apart: bool = False


@dataclass(slots=True)
class Way:
    """One of the ways in which a text can pass: what it has, and what it hasn't, each in any of its forms."""

    with_: list[tuple[Form, ...]] = field(default_factory=list)
    without: list[tuple[Form, ...]] = field(default_factory=list)


Search = tuple[Way, ...]


def read_search(text: str) -> Search:
    """The ways of a search: all words must occur; "a phrase" stays together; ``word*`` finds its continuations;
    ``A OR B`` finds either, ``A NOT B`` the first without the second. OR parts more than all else.

    Raises:
        UsageError: there is no word in it, or an operator stands where none can.
    """
    ways = [Way()]
    last = ""
    for phrase, word in PIECE.findall(text.replace("“", '"').replace("”", '"')):
        if word in OPERATORS:
            if last in OPERATORS or not ways[-1].with_:
                raise _misplaced(text, word)
            if word == "OR":
                ways.append(Way())
        elif re.search(r"\w", phrase or word):
            (ways[-1].without if last == "NOT" else ways[-1].with_).append(_forms(phrase, word))
        else:
            continue
        last = word
    if last in OPERATORS:
        raise _misplaced(text, last)
    if not ways[0].with_:
        raise UsageError(f"--search {text!r}: no word to search for")
    if len(ways) > 1 and re.search(r"[()]", re.sub(PIECE.pattern.split("|")[0], "", text)):
        raise UsageError(f"--search {text!r}: parentheses don't group; write A C OR B C for (A OR B) C")
    return tuple(ways)


def _forms(phrase: str, word: str) -> tuple[Form, ...]:
    """A word or phrase as it is typed or as others would type it."""
    ending = word.endswith("*")
    return forms_of((phrase or word).rstrip("*"), goes_on=ending, names=not phrase and not ending)


def forms_of(text: str, *, goes_on: bool = False, names: bool = False) -> tuple[Form, ...]:
    """Words that stand together, in any of their spellings.

    Args:
        text: the words.
        goes_on: whether the last one may go on.
        names: a name in capitals is not to be taken for the pronoun of the same letters.
    """
    forms = dict.fromkeys((text, plain(text)))
    return tuple(Form(form, goes_on, names and is_capital_pronoun(form)) for form in forms)


def name_search(text: str, *, goes_on: bool = False) -> Search:
    """The search for a name, or for its beginning."""
    return (Way([forms_of(text, goes_on=goes_on)]),)


def match_query(text: str) -> str:
    """The FTS5 query for what a user types.

    Raises:
        UsageError: as ``read_search``.
    """
    return fts5(read_search(text))


def fts5(search: Search) -> str:
    """A search as FTS5 writes it."""
    return " OR ".join(
        " NOT ".join([f"({' AND '.join(map(_either, w.with_))})", *map(_either, w.without)]) for w in search
    )


def _either(forms: tuple[Form, ...]) -> str:
    found = [("spellings : " if f.apart else "") + _quoted(f.text) + "*" * f.goes_on for f in forms]
    return f"({' OR '.join(found)})" if len(found) > 1 else found[0]


def _quoted(text: str) -> str:
    """Words in quotation marks of FTS5."""
    return '"' + text.replace('"', " ").replace("\0", " ") + '"'


def found_in(db: Database, table: str, search: Search) -> tuple[str, list[object]]:
    """SQL for the keys of the rows of a table that a search finds, with its arguments."""
    if isinstance(db, OwnSearch):
        return db.found_in(table, search)
    return f"SELECT rowid FROM {table}_text WHERE {table}_text MATCH ?", [fts5(search)]


def keep_words(db: Database, table: str, rows: Sequence[tuple[int, Sequence[str | None]]]) -> None:
    """Let rows that were put in be found, where no trigger does: (key, the texts of ``schema.SEARCHED``)."""
    if isinstance(db, OwnSearch):
        db.keep_words(table, rows)


@runtime_checkable
class OwnSearch(Protocol):
    """A database that is searched otherwise than by FTS5."""

    def found_in(self, table: str, search: Search) -> tuple[str, list[object]]:
        """See ``found_in``."""

    def keep_words(self, table: str, rows: Sequence[tuple[int, Sequence[str | None]]]) -> None:
        """See ``keep_words``."""

    def lacks_words(self, table: str) -> bool:
        """Whether what is searched for a row of the table isn't what the row's texts give."""


def _misplaced(text: str, operator: str) -> UsageError:
    after = "a word" if operator == "NOT" else "words"
    return UsageError(
        f'--search {text!r}: {operator} stands between words, {after} on each side; "{operator}" is the word itself'
    )
