"""The notation of time expressions: word classes, and the compiler from a pattern to one regular expression.

In: a pattern and the word classes. Out: a regular expression, its groups, and the words that it can start with, each
with those that may come next: where a text has other ones, the expression needn't be tried. The notation is told in
``expressions.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.knowledge.kinds.base.entry import Kind

Meaning = int | float | str
Starts = Mapping[str, frozenset[str]]  # a word that an expression can start with -> what may be the next word
# What may part two words of an expression: blanks and one line break, bounded so that no text can make it slow.
GAP = r"[^\S\n]{0,3}\n?[^\S\n]{0,3}"
DIGIT = "#"
# Among the words that may be next: none, since the expression may end here; or one that isn't known.
END, ANY = "", "*"
_PIECE = re.compile(r"<(\w+)(?::(\w+))?>|[()|?]|\s+|[^\s()|?<>]+")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class WordClass:
    """A class of words: its regular expression, what each form means, and the words that it can start with."""

    name: str
    regex: str
    meanings: Mapping[str, Meaning]
    starts: Starts
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


def form_starts(form: str) -> Starts:
    """The word that a written form starts with, and its second; none for a form that is a mark."""
    words = [start_key(word) for word in WORD.findall(form.lower())]
    if not words:
        return {}
    # The full stops within an abbreviation may be left out.
    second = ANY if re.search(r"\.\w", form) else words[1] if len(words) > 1 else END
    return {words[0]: frozenset([second])}


def either(parts: Iterable[Starts]) -> Starts:
    """What one of some elements can start with."""
    found: dict[str, frozenset[str]] = {}
    for part in parts:
        for word, seconds in part.items():
            found[word] = found.get(word, frozenset()) | seconds
    return found


def _then(before: Starts, after: Starts, optional: bool) -> Starts:
    """What a sequence starts with, told that of its first elements and that of the one behind them."""
    kept = frozenset([END] if optional else [])
    return {
        word: (seconds - {END}) | kept | after.keys() if END in seconds else seconds for word, seconds in before.items()
    }


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

    def compile(self) -> tuple[str, Starts]:
        """The regular expression, and the words under which it is filed.

        Raises:
            KnowledgeError: the pattern breaks the notation.
        """
        regex, starts, empty = self._choice()
        if self.at < len(self.pieces) or empty:
            raise self.entry.fail("pattern has a stray ')' or may match nothing")
        return regex, starts

    def _peek(self) -> str:
        return self.pieces[self.at][0] if self.at < len(self.pieces) else ""

    def _choice(self) -> tuple[str, Starts, bool]:
        """Sequences parted by a spaced bar."""
        parts = [self._sequence()]
        while self._peek() == "||":
            self.at += 1
            parts.append(self._sequence())
        return f"(?:{'|'.join(p[0] for p in parts)})", either(p[1] for p in parts), any(p[2] for p in parts)

    def _sequence(self) -> tuple[str, Starts, bool]:
        """Items one behind another: a regular expression, the words it may begin with, and whether it may be empty."""
        regex, starts, empty = "", either(()), True
        while self._peek() not in {"", ")", "||"}:
            part, own, optional, mark = self._item()
            starts = _then(starts, own, optional or mark)
            if empty:
                starts = either((starts, own))
            gap = GAP if regex else ""
            regex += f"(?:{gap}{part})?" if optional else gap + part
            empty = empty and (optional or mark)
        return regex, starts, empty

    def _item(self) -> tuple[str, Starts, bool, bool]:
        """One element with its alternatives and its ``?``; ``mark`` where it may be one without a word."""
        parts = [self._atom()]
        while self._peek() == "|":
            self.at += 1
            parts.append(self._atom())
        optional = self._peek() == "?"
        self.at += optional
        starts = either(p[1] for p in parts)
        regex = parts[0][0] if len(parts) == 1 else f"(?:{'|'.join(p[0] for p in parts)})"
        return regex, starts, optional or any(p[2] for p in parts), not all(p[1] for p in parts)

    def _atom(self) -> tuple[str, Starts, bool]:
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
            return "[-‐‑–]", {}, False
        return form_regex(text.lower()), form_starts(text), False

    def _class(self, name: str, alias: str | None) -> tuple[str, Starts, bool]:
        kind = self.classes.get(name)
        if kind is None:
            raise self.entry.fail(f"pattern names an unknown class <{name}>")
        group = f"g{len(self.groups)}"
        self.groups[group] = (alias or name, kind)
        return f"(?P<{group}>{kind.regex})", kind.starts, False
