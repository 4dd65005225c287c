"""Numbers as news writes them: "12", "twenty-three", "at least 40", "between 5 and 7", "tens of thousands"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.knowledge.lexicon.counting import Counting
from dateline.language.tokens import Token

DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,12}(?:\.\d{1,3})?")
RANGE = frozenset({"to", "or", "-", "–", "—"})
MOST = 10**12  # no more people than that have ever been counted
LONGEST_BOUND = 4
DOZEN = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: tokens ``first`` to ``last``, its bounds, and whether the text states it as it is."""

    first: int
    last: int
    low: int | None
    high: int | None
    exact: bool


def number_at(i: int, tokens: Sequence[Token], known: Counting) -> Number | None:
    """The number that begins at a token, with the words before and behind it that make it a bound."""
    plain = _plain(i, tokens, known)
    if plain is None or (plain.low or 0) > MOST:
        return None
    second = _second(plain, tokens, known)
    if second is not None and plain.low is not None and second.low is not None and plain.low < second.low:
        first = i - 1 if i and tokens[i - 1].lower == "between" else i
        return Number(first, second.last, plain.low, second.high, False)
    if _lower(plain.last + 1, tokens) == "or" and _lower(plain.last + 2, tokens) == "more":
        return Number(i, plain.last + 2, plain.low, None, False)
    return _bounded(plain, tokens, known)


def _lower(i: int, tokens: Sequence[Token]) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def _plain(i: int, tokens: Sequence[Token], known: Counting) -> Number | None:
    """A number without bounds."""
    vague = _vague(i, tokens, known)
    if vague is not None:
        return vague
    word, exact, after = _lower(i, tokens), True, i + 1
    if DIGITS.fullmatch(word):
        value = float(word.replace(",", ""))
    elif word in known.numbers:
        value, after = _spelt(i, tokens, known)
    elif word in known.single and _lower(i + 1, tokens) in known.scales:
        value, exact = 1.0, False
    else:
        return None
    while scale := known.scales.get(_lower(after, tokens)):
        value, exact, after = value * scale, exact and scale != DOZEN, after + 1
        rest, end = _rest(after, scale, tokens, known)
        value, after = value + rest, end
    return Number(i, after - 1, int(value), int(value), exact) if value == int(value) else None


def _spelt(i: int, tokens: Sequence[Token], known: Counting) -> tuple[float, int]:
    """A number in words below a hundred ("twenty", "twenty-three"), and the token behind it."""
    value, after = known.numbers[tokens[i].lower], i + 1
    if value >= 20:
        step = 2 if _lower(after, tokens) == "-" else 1
        unit = known.numbers.get(_lower(after + step - 1, tokens), 0)
        if 0 < unit < 10:
            return float(value + unit), after + step
    return float(value), after


def _rest(i: int, scale: int, tokens: Sequence[Token], known: Counting) -> tuple[float, int]:
    """What follows a scale: "three hundred and twenty"; nothing where no smaller number does."""
    at = i + 1 if _lower(i, tokens) == "and" else i
    if _lower(at, tokens) not in known.numbers or scale < 100:
        return 0.0, i
    value, after = _spelt(at, tokens, known)
    return (value, after) if value < scale else (0.0, i)


def _vague(i: int, tokens: Sequence[Token], known: Counting) -> Number | None:
    """ "Dozens", "a few", "several hundred", "tens of thousands": so many at least, by convention."""
    two = f"{_lower(i, tokens)} {_lower(i + 1, tokens)}"
    last = i + 1 if two in known.vague else i
    low = known.vague.get(two, known.vague.get(_lower(i, tokens)))
    if low is None:
        return None
    behind = last + 2 if _lower(last + 1, tokens) == "of" else last + 1
    word = _lower(behind, tokens)
    scale = known.scales.get(word) or (known.scales.get(word.removesuffix("s")) if behind == last + 2 else None)
    if scale is not None:
        low, last = low * scale, behind
    return Number(i, last, low, None, False)


def _second(plain: Number, tokens: Sequence[Token], known: Counting) -> Number | None:
    """The upper end of "5 to 7", "12 or 13", "between 5 and 7"."""
    joint = _lower(plain.last + 1, tokens)
    between = joint == "and" and _lower(plain.first - 1, tokens) == "between"
    return _plain(plain.last + 2, tokens, known) if joint in RANGE or between else None


def _bounded(plain: Number, tokens: Sequence[Token], known: Counting) -> Number | None:
    """A number with the longest bound that stands in front of it."""
    for size in range(LONGEST_BOUND, 0, -1):
        first = plain.first - size
        bound = known.bounds.get(tuple(t.lower for t in tokens[first : plain.first])) if first >= 0 else None
        if bound is not None:
            return _as_bound(bound, first, plain)
    return plain


def _as_bound(bound: str, first: int, plain: Number) -> Number | None:
    """A number as a bound; None where a vague one is said to be the most."""
    low, high = plain.low or 0, plain.high
    if bound == "about":
        return Number(first, plain.last, low, high, False)
    if bound in {"least", "more"}:
        return Number(first, plain.last, low + (bound == "more" and high is not None), None, False)
    if high is None:
        return None
    return Number(first, plain.last, None, max(high - (bound == "fewer"), 0), False)
