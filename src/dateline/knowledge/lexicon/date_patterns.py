"""The notation of time expressions: word classes, and the compiler from a pattern to one regular expression.

In: a pattern and the word classes. Out: a regular expression, its groups, and the words that it can start with. The
notation is told in ``expressions.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.knowledge.kinds.base.entry import Kind

Meaning = int | float | str
# What may part two words of an expression: blanks and one line break, bounded so that no text can make it slow.
GAP = r"[^\S\n]{0,3}\n?[^\S\n]{0,3}"
DIGIT = "#"
_PIECE = re.compile(r"<(\w+)(?::(\w+))?>|[()|?]|\s+|[^\s()|?<>]+")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class WordClass:
    """A class of words: its regular expression, what each form means, and the words that it can start with."""

    name: str
    regex: str
    meanings: Mapping[str, Meaning]
    firsts: frozenset[str]
    capital: bool

    def meaning(self, text: str) -> Meaning:
        """What a form of the class stands for; the text itself for classes written in digits."""
        return self.meanings.get(plain(text), text)


def plain(form: str) -> str:
    """A form without full stops, its blanks and hyphens single blanks."""
    return re.sub(r"[\s‐‑–-]+", " ", form.lower().replace(".", "").replace("’", "'")).strip()


def form_regex(form: str) -> str:
    """The regular expression of one written form."""
    head = re.escape(form.removesuffix(".")).replace(r"\.", r"\.?")
    out = head.replace(r"\ ", r"\s{1,3}").replace(r"\-", r"[-‐‑–\s]").replace("'", "['’]")
    if form.endswith("."):
        # The last full stop of an abbreviation may be the sentence's own: it is of the form only where text goes on.
        return out + r"(?:\.(?=\s*[\w,;:()'’‘])|(?!\w))"
    return out + r"(?!\w)" if form[-1].isalnum() else out


def start_key(word: str) -> str:
    """Under what a starting word is filed: itself, or ``#`` for digits."""
    return DIGIT if word[0].isdigit() else word


class Pattern:
    """Compiles one pattern; each step gives a regex, the words that it can start with, and whether it may be empty."""

    def __init__(self, entry: Kind, pattern: str, classes: Mapping[str, WordClass]) -> None:
        self.entry = entry
        self.classes = classes
        self.groups: dict[str, tuple[str, WordClass]] = {}
        found = list(_PIECE.finditer(pattern))
        if "".join(m.group() for m in found) != pattern:
            raise entry.fail(f"pattern can't be read: {pattern!r}")
        self.pieces = list(self._lexed(found))
        self.at = 0

    @staticmethod
    def _lexed(found: list[re.Match[str]]) -> Iterator[tuple[str, re.Match[str] | None]]:
        """Pieces without blanks; a ``|`` with a blank beside it parts sequences and is given as ``||``."""
        for n, m in enumerate(found):
            if m.group().isspace():
                continue
            beside = found[max(n - 1, 0) : n + 2]
            yield ("||", None) if m.group() == "|" and any(b.group().isspace() for b in beside) else (m.group(), m)

    def compile(self) -> tuple[str, frozenset[str]]:
        """The regular expression, and the words under which it is filed.

        Raises:
            KnowledgeError: the pattern breaks the notation.
        """
        regex, firsts, empty = self._choice()
        if self.at < len(self.pieces) or empty:
            raise self.entry.fail("pattern has a stray ')' or may match nothing")
        return regex, frozenset(firsts)

    def _peek(self) -> str:
        return self.pieces[self.at][0] if self.at < len(self.pieces) else ""

    def _choice(self) -> tuple[str, set[str], bool]:
        """Sequences parted by a spaced bar."""
        parts = [self._sequence()]
        while self._peek() == "||":
            self.at += 1
            parts.append(self._sequence())
        return f"(?:{'|'.join(p[0] for p in parts)})", set().union(*(p[1] for p in parts)), any(p[2] for p in parts)

    def _sequence(self) -> tuple[str, set[str], bool]:
        """Items one behind another: a regular expression, the words it may begin with, and whether it may be empty."""
        regex, firsts, empty = "", set[str](), True
        while self._peek() not in {"", ")", "||"}:
            part, starts, optional, mark = self._item()
            if empty:
                firsts |= starts
            gap = GAP if regex else ""
            regex += f"(?:{gap}{part})?" if optional else gap + part
            empty = empty and (optional or mark)
        return regex, firsts, empty

    def _item(self) -> tuple[str, set[str], bool, bool]:
        """One element with its alternatives and its ``?``; ``mark`` where it has no word to start with."""
        parts = [self._atom()]
        while self._peek() == "|":
            self.at += 1
            parts.append(self._atom())
        optional = self._peek() == "?"
        self.at += optional
        firsts = set[str]().union(*(p[1] for p in parts))
        regex = parts[0][0] if len(parts) == 1 else f"(?:{'|'.join(p[0] for p in parts)})"
        return regex, firsts, optional or any(p[2] for p in parts), not firsts

    def _atom(self) -> tuple[str, set[str], bool]:
        """One item without its mark: a group, a class, or a word; the same three values."""
        text, match = self.pieces[self.at] if self.at < len(self.pieces) else ("", None)
        self.at += 1
        if text == "(":
            inner = self._choice()
            if self._peek() != ")":
                raise self.entry.fail("pattern lacks a ')'")
            self.at += 1
            return inner
        if match is None or text in {")", "|", "||", "?"}:
            raise self.entry.fail(f"pattern has a stray {text or 'end'!r}")
        if match.group(1):
            return self._class(match.group(1), match.group(2))
        if text == "-":
            return "[-‐‑–]", set(), False
        word = WORD.search(text)
        return form_regex(text.lower()), {start_key(word.group().lower())} if word else set(), False

    def _class(self, name: str, alias: str | None) -> tuple[str, set[str], bool]:
        kind = self.classes.get(name)
        if kind is None:
            raise self.entry.fail(f"pattern names an unknown class <{name}>")
        group = f"g{len(self.groups)}"
        self.groups[group] = (alias or name, kind)
        return f"(?P<{group}>{kind.regex})", set(kind.firsts), False
