"""Full text: what a user types, as an FTS5 query that can't fail.

The table that it is asked of has a column ``spellings`` (``spellings.spellings``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dateline.errors import UsageError
from dateline.store.spellings import is_capital_pronoun, plain

PIECE = re.compile(r'"([^"]*)"|(\S+)')
# Words that part a search, in capitals only; in quotation marks they are words.
OPERATORS = ("AND", "OR", "NOT")


@dataclass
class _Way:
    """One of the ways in which a text can pass: words that it has, and those that it hasn't."""

    with_: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)

    @property
    def query(self) -> str:
        """As FTS5 writes it."""
        return " NOT ".join([f"({' AND '.join(self.with_)})", *self.without])


def match_query(text: str) -> str:
    """The FTS5 query for a search: all words must occur; "a phrase" stays together; ``word*`` finds its continuations;
    ``A OR B`` finds either, ``A NOT B`` the first without the second. OR parts more than all else.

    Raises:
        UsageError: there is no word in it, or an operator stands where none can.
    """
    ways = [_Way()]
    last = ""
    for phrase, word in PIECE.findall(text.replace("“", '"').replace("”", '"')):
        if word in OPERATORS:
            if last in OPERATORS or not ways[-1].with_:
                raise _misplaced(text, word)
            if word == "OR":
                ways.append(_Way())
        elif re.search(r"\w", phrase or word):
            (ways[-1].without if last == "NOT" else ways[-1].with_).append(_term(phrase, word))
        else:
            continue
        last = word
    if last in OPERATORS:
        raise _misplaced(text, last)
    if not ways[0].with_:
        raise UsageError(f"--search {text!r}: no word to search for")
    if len(ways) > 1 and re.search(r"[()]", re.sub(PIECE.pattern.split("|")[0], "", text)):
        raise UsageError(f"--search {text!r}: parentheses don't group; write A C OR B C for (A OR B) C")
    return " OR ".join(w.query for w in ways)


def _term(phrase: str, word: str) -> str:
    """A word or phrase as FTS5 finds it, as it is typed or as others would type it."""
    ending = "*" if word.endswith("*") else ""
    return either((phrase or word).rstrip("*"), ending, names=not phrase and not ending)


def either(text: str, ending: str = "", *, names: bool = False) -> str:
    """Words that stand together, in any of their spellings.

    Args:
        text: the words.
        ending: ``*`` where the last one may go on.
        names: a name in capitals is not to be taken for the pronoun of the same letters.
    """
    forms = dict.fromkeys((text, plain(text)))
    found = [("spellings : " if names and is_capital_pronoun(form) else "") + _quoted(form) + ending for form in forms]
    return f"({' OR '.join(found)})" if len(found) > 1 else found[0]


def _quoted(text: str) -> str:
    """Words in quotation marks of FTS5."""
    return '"' + text.replace('"', " ").replace("\0", " ") + '"'


def _misplaced(text: str, operator: str) -> UsageError:
    after = "a word" if operator == "NOT" else "words"
    return UsageError(
        f'--search {text!r}: {operator} stands between words, {after} on each side; "{operator}" is the word itself'
    )
