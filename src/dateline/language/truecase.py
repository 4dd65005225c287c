"""Stories in capitals, or without any, get the case back that the parser and the name rules need. Offsets hold.

Method after Lita et al., "tRuEcasIng" (2003), with a lexicon in place of counts: a word is a name where the actor
tables know it as one, where it stands beside one, or where the parser's dictionary has nothing like it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.knowledge.load import Knowledge
from dateline.knowledge.world.register import Alias
from dateline.language.language import Capitals
from dateline.language.parser.pipeline import Parser
from dateline.pages.source_and_story import Story

# Fewer letters are a headline or a name; a story with more small letters than this share is no wire.
FEWEST, MOST_SMALL = 40, 0.04
# So many letters, with no larger share of capitals, are a text whose capitals got lost.
FEWEST_LOST, MOST_CAPITALS = 20, 0.005
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
ENDS = re.compile(r"(?:^|[.!?:][\"”’)\]]*\s+|\n\s*|--\s*|,\s+[\"“])[\"“\[(]?$")
ABBREVIATED = re.compile(r"(?:^|[\s.])[A-Z]\.\s*$")


def in_capitals(text: str) -> bool:
    """True for a text that is written in capitals throughout."""
    capitals = small = 0
    for c in text[:20_000]:
        capitals += c.isupper()
        small += c.islower()
    return capitals >= FEWEST and small <= MOST_SMALL * (capitals + small)


def without_capitals(text: str) -> bool:
    """True for a text that is written in small letters throughout."""
    capitals = small = 0
    for c in text[:20_000]:
        capitals += c.isupper()
        small += c.islower()
    return small >= FEWEST_LOST and capitals <= MOST_CAPITALS * (capitals + small)


def truecase(story: Story, knowledge: Knowledge, parser: Parser) -> Story:
    """A story in capitals or without any with the usual case, every character where it was; any other as it is.

    Args:
        story: the story; only ``text`` is read.
        knowledge: the names.
        parser: its dictionary tells common words.
    """
    lost = without_capitals(story.text)
    if not lost and not in_capitals(story.text):
        return story
    text = "".join(up if len(up := c.upper()) == 1 else c for c in story.text) if lost else story.text
    return replace(story, text=_Caser(knowledge, parser.vocabulary, parser.language.capitals).text(text))


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    lower: str


class _Caser:
    """Decides word by word: capitals, a capital, or none."""

    def __init__(self, knowledge: Knowledge, words: frozenset[str], says: Capitals) -> None:
        self.index: Mapping[str, tuple[Alias, ...]] = knowledge.register.index
        self.titles = knowledge.words.titles
        self.people = (knowledge.gazetteer.given_names | knowledge.gazetteer.surnames) - says.rarely_names
        self.common = words
        self.says = says

    def text(self, text: str) -> str:
        words = [_Word(m.start(), m.end(), m[0].lower()) for m in WORD.finditer(text)]
        shape: list[Callable[[str], str] | None] = [None] * len(words)
        self._names(text, words, shape)
        self._abbreviations(text, words, shape)
        for i, w in enumerate(words):
            if shape[i] is None and self._is_name(w.lower):
                shape[i] = _capital
        self._beside_names(text, words, shape)
        out = list(text)
        for w, as_ in zip(words, shape, strict=True):
            piece = text[w.start : w.end]
            if as_ is None:
                as_ = _capital if self._has_capital(text, w) else _small
            if as_ is not _upper and w.start and text[w.start - 1].isdigit():
                as_ = _small if w.lower in self.says.ordinals else _upper
            elif len(piece) == 1 and w.end < len(text) and text[w.end] in ".-" and w.lower not in self.says.single:
                as_ = _upper  # initials and "M-16"
            cased = as_(piece)
            if len(cased) == len(piece):
                out[w.start : w.end] = cased
        return "".join(out)

    def _names(self, text: str, words: list[_Word], shape: list[Callable[[str], str] | None]) -> None:
        """Names of the actor tables, the longest first."""
        i = 0
        while i < len(words):
            size = 1
            for alias in self.index.get(self._bare(words[i].lower, 1), ()):
                end = i + len(alias.words)
                if alias.caps and (len(alias.words) > 1 or words[i].lower in self.common):
                    continue
                held = tuple(self._bare(w.lower) for w in words[i:end])
                if held != alias.words or not alias.upper or not _close(text, words[i:end]):
                    continue
                if len(held) == 1 and alias.form == "name" and not _is_state(alias) and self._common(held[0]):
                    continue
                for n in range(i, end):
                    small = words[n].lower in self.says.small and n > i
                    shape[n] = _upper if alias.caps else _small if small else _capital
                size = len(alias.words)
                break
            i += size

    def _abbreviations(self, text: str, words: list[_Word], shape: list[Callable[[str], str] | None]) -> None:
        """Words in brackets or without vowels; words before a bracket whose initials make the abbreviation."""
        known: set[str] = set()
        for i, w in enumerate(words):
            bracketed = text[w.start - 1 : w.start] in ("[", "(") and text[w.end : w.end + 1] in ("]", ")")
            if not 2 <= len(w.lower) <= 8 or w.lower in self.common:
                shape[i] = _upper if bracketed and len(w.lower) < 5 else shape[i]
                continue
            first = _expansion(words, i, self.says.small) if bracketed else None
            if first is not None or (bracketed and len(w.lower) < 5) or not set(w.lower) & set(self.says.vowels):
                known.add(w.lower)
                for n in range(first if first is not None else i, i):
                    shape[n] = _small if words[n].lower in self.says.small else _capital
        for i, w in enumerate(words):
            if w.lower in known:
                shape[i] = _upper

    def _is_name(self, word: str) -> bool:
        base, says = self._bare(word), self.says
        if base in says.calendar or (says.name_prefix and base.startswith(says.name_prefix)):
            return True
        return len(base) > 1 and base not in says.small and not self._common(base)

    def _bare(self, word: str, kinds: int | None = None) -> str:
        """A word without the ending of an owner, of the first ``kinds`` of them alone."""
        for ending in self.says.possessives[:kinds]:
            word = word.removesuffix(ending)
        return word

    def _has_capital(self, text: str, word: _Word) -> bool:
        """Whether a word that is no name has a capital where it stands: "I", the first of a sentence, a month."""
        return word.lower in self.says.always or _opens(text, word.start) or self._is_month(text, word)

    def _is_month(self, text: str, word: _Word) -> bool:
        """ "March" and "May" beside a number."""
        near = text[max(word.start - 3, 0) : word.start] + text[word.end : word.end + 3]
        return word.lower in self.says.calendar_beside_numbers and any(c.isdigit() for c in near)

    def _common(self, word: str) -> bool:
        """Whether a word is a common one, or made of one by an ending or a beginning of the language."""
        if word in self.common:
            return True
        for ending, instead in self.says.endings:
            if word.endswith(ending):
                stem = word[: -len(ending)] + instead
                doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in self.common
                if len(stem) > 2 and (stem in self.common or doubled):
                    return True
        return any(
            word.startswith(p) and len(word) - len(p) > 3 and self._common(word[len(p) :]) for p in self.says.prefixes
        )

    def _beside_names(self, text: str, words: list[_Word], shape: list[Callable[[str], str] | None]) -> None:
        """Titles, articles and people's names that are common words, where a name stands beside them."""
        for i in range(len(words) - 2, -1, -1):
            w, following = words[i].lower, shape[i + 1]
            joined = _close(text, words[i : i + 2])
            part = w in self.says.before_names or w in self.titles or w in self.people
            if part and joined and shape[i] is None and following is _capital:
                shape[i] = _capital
        for i in range(1, len(words)):
            w = self._bare(words[i].lower, 1)
            if shape[i] is not None or not _close(text, words[i - 1 : i + 1]):
                continue
            titled = words[i - 1].lower in self.titles and w in self.people
            if titled or (shape[i - 1] is _capital and (w in self.says.behind_names or w in self.people)):
                shape[i] = _capital
                if titled and shape[i - 1] is None:
                    shape[i - 1] = _capital


def _is_state(alias: Alias) -> bool:
    return len(alias.actor) == 3 and alias.actor.isupper()


def _opens(text: str, start: int) -> bool:
    """True at the beginning of a sentence; "U.S." ends none."""
    before = text[max(start - 8, 0) : start]
    return ENDS.search(before) is not None and not ABBREVIATED.search(before)


def _expansion(words: list[_Word], at: int, small: frozenset[str]) -> int | None:
    """First of the words before an abbreviation whose initials spell it, small words left out."""
    letters = words[at].lower
    n, left = at, len(letters)
    while left and n > 0 and at - n < 2 * len(letters):
        n -= 1
        if words[n].lower[0] == letters[left - 1]:
            left -= 1
        elif words[n].lower not in small:
            return None
    return n if not left else None


def _close(text: str, words: list[_Word]) -> bool:
    """True where nothing but one space or hyphen parts the words."""
    return all(text[a.end : b.start] in (" ", "-", "  ", ". ") for a, b in pairwise(words))


def _upper(word: str) -> str:
    return word


def _small(word: str) -> str:
    return word.lower()


def _capital(word: str) -> str:
    head, mark, tail = word.partition("'")
    if mark and len(head) == 1:
        return f"{head}'{tail[:1]}{tail[1:].lower()}"
    return word[:1] + word[1:].lower()
