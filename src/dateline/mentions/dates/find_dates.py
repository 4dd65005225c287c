"""Time expressions > TIMEX3 values with their first and last day.

In: a ``Parse`` and the knowledge. Out: ``DateMention`` in text order. The grammar is data
(``knowledge/data/en/dates``); here it is run over the text: at each word that an expression can start with, the longest
rule that makes a date wins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from dateline.knowledge.lexicon.date_patterns import ANY, END, Meaning, start_key
from dateline.knowledge.lexicon.expressions import DateRule, Expressions
from dateline.knowledge.load import Knowledge
from dateline.language.grammar.tense import Tense, tense_of
from dateline.language.labels import Dep
from dateline.language.tokens import Parse
from dateline.mentions.dates.calendar import add_days, bounds
from dateline.mentions.dates.dated_words import BEFORE_NOUN, governed
from dateline.mentions.dates.day_order import outlet_habits
from dateline.mentions.dates.month_names import people_of_the_calendar
from dateline.mentions.dates.normalise import OPERATIONS, Context, Value
from dateline.mentions.dates.stretches import End, find_stretches
from dateline.mentions.mentioned import DateMention
from dateline.record import Date
from dateline.spans import Span

_WORD = re.compile(r"\w+")
_DAY = re.compile(r"[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|WXX-\d)(?!/)")
_LENGTH = re.compile(r"P(\d+)([DW])")
LOOK = 40
NEAR = 60


def find_dates(parse: Parse, knowledge: Knowledge) -> tuple[DateMention, ...]:
    """Find and resolve the time expressions of a story.

    Args:
        parse: the story; dates are resolved against its ``published`` day, else its dateline's.
        knowledge: the grammar is ``knowledge.expressions``.
    """
    today, expressions = today_of(parse), knowledge.expressions
    found = _counted(parse, _with_days(parse, _Reader(parse, knowledge).read(), today), expressions)
    stretches = find_stretches(parse, [_end(f) for f in found], today, expressions)
    return tuple(_mention(parse, f, expressions, whole) for f, whole in zip(found, stretches, strict=True))


def today_of(parse: Parse) -> date | None:
    """The day that a story is written from, or None."""
    line = parse.story.dateline
    for given in (parse.story.published, line.date if line else None):
        try:
            if given:
                return date.fromisoformat(given[:10])
        except ValueError:
            continue
    return None


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    head: int
    rule: DateRule
    value: Value


class _Reader:
    """One pass over a story's text."""

    def __init__(self, parse: Parse, knowledge: Knowledge) -> None:
        self.parse = parse
        self.expressions = knowledge.expressions
        self.month_first, self.solar_hijri = outlet_habits(parse, knowledge)
        self.people = people_of_the_calendar(parse, knowledge)
        self.today = today_of(parse)
        self.text = parse.text
        self.low = _lower(parse.text)
        self.reference: str | None = None
        self.found: list[_Found] = []

    def read(self) -> list[_Found]:
        starting, end = self.expressions.starting, 0
        words = [(word.start(), start_key(word.group())) for word in _WORD.finditer(self.low)]
        for (start, word), (_, second) in pairwise([*words, (len(self.low), END)]):
            if start < end or word not in starting:
                continue
            rules = starting[word].get(second, starting[word][ANY])
            if rules and (one := self._at(start, rules)):
                self.found.append(one)
                end = one.span.end
                if bounds(one.value.value) or _DAY.match(one.value.value):
                    self._refer(one)
        return self.found

    def _refer(self, one: _Found) -> None:
        """Let later expressions count from this one, unless it only tells a thing apart ("the May 3 agreement")."""
        t = self.parse.tokens[one.head]
        if self.reference is None or not (t.dep in BEFORE_NOUN and t.i < t.head):
            self.reference = one.value.value

    def _at(self, start: int, rules: tuple[DateRule, ...]) -> _Found | None:
        """The longest expression that starts here and makes a date."""
        matches = [(m, rule) for rule in rules if (m := rule.regex.match(self.low, start))]
        matches.sort(key=lambda pair: (-pair[0].end(), pair[1].order))
        for match, rule in matches:
            if self._allowed(match, rule) and (one := self._resolve(match, rule)):
                return one
        return None

    def _allowed(self, match: re.Match[str], rule: DateRule) -> bool:
        """Whether capitals, neighbours and part of speech are as the rule wants them."""
        start, end = match.span()
        for group, (_, kind) in rule.groups.items():
            if kind.capital and match.start(group) >= 0 and not self.text[match.start(group)].isupper():
                return False
        if rule.after and not (
            self.found and self.found[-1].rule.id in rule.after and start - self.found[-1].span.end <= 9
        ):
            return False
        if rule.guards:
            beside = {
                "left": self.text[max(start - LOOK, 0) : start], "right": self.text[end : end + LOOK],
                "is": self.text[start:end],
            }  # fmt: skip
            for name, guard in rule.guards.items():
                if bool(guard.search(beside[name.removeprefix("not_")])) == name.startswith("not_"):
                    return False
        if match.group().strip().isalpha() and self._is_name(start):
            return False
        if rule.pos and " " not in match.group().strip():
            return self.parse.tokens[self.parse.token_at(start)].pos == rule.pos
        return True

    def _is_name(self, start: int) -> bool:
        """Whether a single word is somebody's name ("Mrs May", "April Jones") or a thing ("the March on Rome")."""
        t = self.parse.tokens[self.parse.token_at(start)]
        before = self.parse.tokens[max(t.i - 1, 0)]
        named = self.text[start].isupper() and before.lower in self.parse.words.articles
        noun = named and before.head == t.i and t.dep not in Dep.MODIFIERS
        return t.i in self.people or noun

    def _resolve(self, match: re.Match[str], rule: DateRule) -> _Found | None:
        span = Span(*match.span())
        words: dict[str, Meaning] = {}
        for group, (name, kind) in rule.groups.items():
            text = match.group(group)
            if text is not None and name not in words:
                words[name] = kind.meaning(text)
        head = head_of(self.parse, span)
        reference = self.found[-1].value.value if rule.after else self.reference
        context = Context(self.today, reference, lambda: self._tense(head), match.group(), self.expressions,
                          self.month_first, self.solar_hijri, self._on_verb(head))  # fmt: skip
        try:
            value = OPERATIONS[rule.operation](words, rule.options, context)
        except (KeyError, ValueError, IndexError):
            # A user's rule may match without the words that its operation reads, or with others than numbers.
            return None
        return _Found(span, head, rule, value) if value else None

    def _on_verb(self, head: int) -> bool:
        """Whether an expression hangs on a verb, by a preposition or without one."""
        above = self.parse.tokens[self.parse.tokens[head].head]
        return (self.parse.tokens[above.head] if above.dep == Dep.PREP else above).pos == "VERB"

    def _tense(self, head: int) -> Tense | None:
        return tense_of(self.parse, head, self.expressions)


def _lower(text: str) -> str:
    """Lower case, one character for each."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def head_of(parse: Parse, span: Span) -> int:
    """The token of a span that hangs on a word outside it."""
    first, last = parse.token_at(span.start), parse.token_at(max(span.end - 1, span.start))
    for i in range(first, min(last + 1, len(parse.tokens))):
        head = parse.tokens[i].head
        if (head == i or not first <= head <= last) and parse.tokens[i].pos != "PUNCT":
            return i
    return first


def _with_days(parse: Parse, found: list[_Found], today: date | None) -> list[_Found]:
    """Give times of day their day: the nearest one beside them, else the last one before, else that of publication."""
    days = [f for f in found if _DAY.match(f.value.value)]
    starts = [f.span.start for f in days]
    out = []
    for f in found:
        if not f.value.value.startswith("T"):
            out.append(f)
            continue
        at = bisect_right(starts, f.span.start)
        near = [d for d in days[max(at - 1, 0) : at + 1] if _gap(d.span, f.span) <= NEAR]
        near = [d for d in near if parse.tokens[d.head].sent == parse.tokens[f.head].sent]
        best = min(near, key=lambda d: _gap(d.span, f.span), default=days[at - 1] if at else None)
        day = best.value.value if best else today.isoformat() if today else "XXXX-XX-XX"
        reach = best.value.reach if best else None
        out.append(replace(f, value=replace(f.value, value=day.partition("T")[0] + f.value.value, reach=reach)))
    return out


def _counted(parse: Parse, found: list[_Found], expressions: Expressions) -> list[_Found]:
    """Give lengths that count from the act above its day: "resigned on Monday, two days after rebels took the town"."""
    out: list[_Found] = []
    for f in found:
        way = _count(parse, f, expressions) if f.value.value.startswith("P") else 0
        day = next((d for d in reversed(out) if way and _dates_above(parse, d, f)), None)
        moved = _moved(day.value.value, f.value.value, way) if day is not None else None
        out.append(f if moved is None else replace(f, value=Value(moved, "DATE")))
    return out


def _count(parse: Parse, found: _Found, expressions: Expressions) -> int:
    """Whether the clause behind a length lies ahead (1) or behind (-1) of the act above; 0 for no clause."""
    tokens, t = parse.tokens, parse.tokens[found.head]
    behind = parse.token_at(found.span.end - 1) + 1
    if t.dep != Dep.NOUN_ADVERBIAL or behind >= len(tokens) or tokens[behind].dep != Dep.MARKER:
        return 0
    if tokens[behind].head != t.head or tokens[t.head].dep != Dep.ADVERBIAL:
        return 0
    return -int(expressions.classes["side"].meanings.get(tokens[behind].lower, 0))


def _dates_above(parse: Parse, day: _Found, length: _Found) -> bool:
    """Whether a day dates the act that the clause behind a length hangs on."""
    tokens = parse.tokens
    above = tokens[tokens[length.head].head].head
    return _DAY.match(day.value.value) is not None and above in parse.ancestors(day.head)[:2]


def _moved(day: str, length: str, way: int) -> str | None:
    """A day moved by days or weeks."""
    count = _LENGTH.fullmatch(length)
    begin = bounds(day)
    if count is None or begin is None:
        return None
    moved = add_days(begin[0], way * int(count[1]) * (7 if count[2] == "W" else 1))
    return moved.isoformat() if moved else None


def _gap(one: Span, other: Span) -> int:
    return max(one.start, other.start) - min(one.end, other.end)


def _end(found: _Found) -> End | None:
    """An expression as an end of a stretch; None for lengths and repetitions."""
    if (found.value.type or found.rule.type) not in {"DATE", "TIME"}:
        return None
    reach = found.value.reach or bounds(found.value.value) or (None, None)
    return End(found.span, found.head, found.rule.id, found.value.value.partition("T")[0], reach)


def _mention(parse: Parse, found: _Found, expressions: Expressions, whole: Date | None) -> DateMention:
    value = found.value
    reach = value.reach or bounds(value.value) or (None, None)
    earliest, latest = (d.isoformat() if d else None for d in reach)
    return DateMention(
        found.span, found.head, value.type or found.rule.type, Date(found.span, value.value, earliest, latest),
        found.rule.id, governed(parse, found.head, found.span, expressions), whole,
    )  # fmt: skip
