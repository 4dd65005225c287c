"""How many people an event killed, injured and so on: numbers beside its words, in its own clause and noun phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast, get_args

from dateline.coding.setting.counting.numbers import Number, number_at
from dateline.knowledge.lexicon.counting import Counting
from dateline.language.grammar.clauses import Clauses
from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse
from dateline.record import Count, Counted, Event
from dateline.spans import Span

VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})
# Through these a noun reaches the verb of its clause, and a verb what goes on from it.
UP = Dep.SUBJECTS | Dep.OBJECTS | {Dep.PREP, Dep.AGENT, Dep.COMPOUND, Dep.ATTRIBUTE}
DOWN = frozenset({Dep.CONJUNCT, Dep.ADVERBIAL, Dep.OPEN_CLAUSE, Dep.PREP_CLAUSE, Dep.UNKNOWN})
NOUN_DOWN = Dep.CLAUSES_OF_NOUN
DEEPEST = 4
MOST_ANCHORS = 20  # verbs that tell of one event; more stand in no sentence that people write
FARTHEST = 60  # words between a verb and the state that it leaves people in
YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
REACH = 6  # words between a number and the noun or state that it counts
PART = frozenset({"them", "whom", "these", "those", "which"})


@dataclass(frozen=True, slots=True)
class _Reader:
    """A parse in which numbers are read."""

    clauses: Clauses
    known: Counting
    persons: frozenset[int]

    @property
    def parse(self) -> Parse:
        """The parsed story."""
        return self.clauses.parse

    def counted(self, i: int) -> Iterator[tuple[str, list[int], bool]]:
        """What is counted beside a word: what, the heads of the phrases counted, whether "a man" is one of them."""
        t, known = self.parse.tokens[i], self.known
        if t.pos in VERBS:
            if what := known.undergo.get(t.lemma):
                yield what, self._joined(self._undergoer(i)), True
            if what := known.act.get(t.lemma):
                yield what, self._joined(self.clauses.surface_subject(i)), False
        elif t.pos in NOUNS:
            if what := known.units.get(t.lemma):
                yield what, [i], False
            if what := known.nouns.get(t.lemma):
                yield what, self._joined(self._of(i)), True

    def _undergoer(self, verb: int) -> int | None:
        """Whom it is done to; in "dozens injured" the subject, which the parser takes for an active one."""
        found, t = self.clauses.object(verb), self.parse.tokens[verb]
        if found is None and t.tag in Tag.PAST_FORMS:
            return self.clauses.surface_subject(verb)
        return found

    def _joined(self, head: int | None) -> list[int]:
        return self.clauses.coordinated(head) if head is not None else []

    def _of(self, noun: int) -> int | None:
        """What stands behind "of"."""
        tokens = self.parse.tokens
        preps = (c for c in tokens[noun].children if tokens[c].lower == "of")
        return next((self.parse.child(c, Dep.PREP_OBJECT) for c in preps), None)

    def number(self, heads: Sequence[int], single: bool) -> Number | None:
        """The number of people in coordinated phrases: their sum; without an upper bound where one has no number."""
        found = [(h, self._number_of(h, single)) for h in heads if not self._is_part(h)]
        numbers = [n for _, n in found if n is not None]
        if not numbers:
            return None
        if len(found) == 1:
            return numbers[0]
        lows, highs = [n.low for n in numbers], [n.high for n in numbers]
        whole = len(numbers) == len(found)
        return Number(
            min(n.first for n in numbers), max(n.last for n in numbers),
            sum(low for low in lows if low is not None) if any(low is not None for low in lows) else None,
            sum(h for h in highs if h is not None) if whole and all(h is not None for h in highs) else None,
            whole and all(n.exact for n in numbers),
        )  # fmt: skip

    def _is_part(self, head: int) -> bool:
        """ "Three of them children": a part of those who are counted already."""
        tokens = self.parse.tokens
        around = range(max(head - 3, 0), min(head + 2, len(tokens) - 2))
        return any(
            tokens[i + 1].lower == "of" and tokens[i + 2].lower in PART and number_at(i, tokens, self.known) is not None
            for i in around
        )

    def _number_of(self, head: int, single: bool) -> Number | None:
        """The number in front of a noun, or that is the head itself."""
        tokens = self.parse.tokens
        named = tokens[self._of(head) or head]
        if tokens[head].lemma in self.known.gatherings:
            inner = self._of(head)
            told = self._number_of(inner, False) if inner is not None else None
            return told or (number_at(head - 1, tokens, self.known) if inner is not None and head else None)
        if named.lemma in self.known.nobody or tokens[head].lemma in self.known.nobody:
            return None
        for i in range(max(head - REACH, self.parse.sentence_of(head).first), head + 1):
            found = number_at(i, tokens, self.known)
            if found is not None and self._belongs(found, head) and not self._is_year(found, head):
                return found
        return self._one(head) if single else None

    def _belongs(self, number: Number, head: int) -> bool:
        """Whether a number counts a noun: it is the noun, or hangs on it with no other noun between."""
        tokens = self.parse.tokens
        if number.first <= head <= number.last:
            return True
        hangs = any(head in self.parse.ancestors(i)[:3] for i in range(number.first, number.last + 1))
        between = tokens[number.last + 1 : head]
        return hangs and all(t.dep in Dep.MODIFIERS | {Dep.PUNCT} or t.pos in {"ADJ", "PROPN"} for t in between)

    def _is_year(self, number: Number, head: int) -> bool:
        """ "The 1968 assassination", "the 2015 arrests": a year, or at least no number of a noun in the singular."""
        tokens = self.parse.tokens
        if number.last >= head or (tokens[head].tag == Tag.NOUN_PLURAL and tokens[head].lemma not in self.known.units):
            return False
        return YEAR.fullmatch(tokens[number.first].text) is not None

    def _one(self, head: int) -> Number | None:
        """ "A soldier", somebody with a name: one."""
        tokens = self.parse.tokens
        if head in self.persons:
            return Number(head, head, 1, 1, True)
        if tokens[head].tag != Tag.NOUN or tokens[head].pos != "NOUN":
            return None
        articles = (c for c in tokens[head].children if tokens[c].lower in self.known.single)
        found = next(articles, None)
        return Number(found, head, 1, 1, True) if found is not None else None

    def left(self, verb: int) -> Iterator[tuple[str, Number]]:
        """ "Left 12 people dead and 30 wounded": a state with the number before it."""
        tokens = self.parse.tokens
        for i in range(verb + 1, min(verb + FARTHEST, self.parse.sentence_of(verb).last)):
            t = tokens[i]
            what = self.known.state.get(t.lower)
            if what is None or t.pos == "PROPN" or t.dep == Dep.ADJECTIVE or verb not in self.parse.ancestors(i):
                continue
            for k in range(i - 1, max(i - REACH, verb), -1):
                found = number_at(k, tokens, self.known)
                if found is not None:
                    if not any(tokens[j].lemma in self.known.nobody for j in range(found.last + 1, i)):
                        yield what, found
                    break
                if tokens[k].pos in VERBS or tokens[k].lower in self.known.state:
                    break

    def anchors(self, head: int) -> list[int]:
        """The words that tell of an event: its own, the verb of its noun, and the verbs that go on from them."""
        tokens, found = self.parse.tokens, [head]
        at = head
        while tokens[at].pos not in VERBS and tokens[at].dep in UP and tokens[at].head != at:
            at = tokens[at].head
        if at != head and tokens[at].pos in VERBS:
            found.append(at)
        while tokens[at].dep == Dep.CONJUNCT and self._counts(tokens[at].head):
            at = tokens[at].head  # "one was killed and two were injured in the clash"
            found.append(at)
        level = list(found)
        for _ in range(DEEPEST):
            level = [c for i in level[:MOST_ANCHORS] for c in self._onward(i, head) if c not in found]
            found += level
        return found[:MOST_ANCHORS]

    def _counts(self, i: int) -> bool:
        """Whether a word is a verb beside which people are counted."""
        t = self.parse.tokens[i]
        return t.pos in VERBS and (t.lemma in self.known.undergo or t.lemma in self.known.act)

    def _onward(self, i: int, head: int) -> Iterator[int]:
        """Verbs that go on from a word, through a preposition too ("by killing 12")."""
        tokens = self.parse.tokens
        counts = self._counts(i)
        for c in tokens[i].children:
            t = tokens[c]
            if t.dep == Dep.PREP:
                yield from self.parse.children(c, Dep.PREP_CLAUSE)
            if t.pos in VERBS and (t.dep in DOWN or (i == head and t.dep in NOUN_DOWN)):
                own = self.parse.child(c, *Dep.SUBJECTS)
                if t.dep != Dep.CONJUNCT or counts or own is None:
                    yield c


def counts_of(head: int, clauses: Clauses, known: Counting, persons: frozenset[int] = frozenset()) -> tuple[Count, ...]:
    """How many people an event killed, injured and so on, as its clause says; each number once.

    Args:
        head: the word that names the event.
        clauses: the story's grammar.
        known: words of numbers and of what is counted.
        persons: head tokens of phrases for one person whose name the story has.
    """
    reader = _Reader(clauses, known, persons)
    found: dict[str, Number] = {}
    used: set[int] = set()

    def take(what: str, number: Number | None) -> None:
        if number is not None and what not in found:
            tokens = set(range(number.first, number.last + 1))
            if not tokens & used:
                found[what] = number
                used.update(tokens)

    for anchor in reader.anchors(head):
        for what, heads, single in reader.counted(anchor):
            take(what, reader.number(heads, single))
        if clauses.parse.tokens[anchor].pos in VERBS:
            for what, number in reader.left(anchor):
                take(what, number)
    return tuple(_count(what, found[what], clauses.parse) for what in get_args(Counted) if what in found)


def _count(what: str, number: Number, parse: Parse) -> Count:
    span = parse.span(number.first, number.last)
    return Count(cast(Counted, what), number.low, number.high, number.exact, span)


def counted_once(events: Sequence[Event]) -> list[Event]:
    """Events that share no number: each stays with the event whose words stand nearest, so that sums are right."""
    pairs = sorted(
        (_distance(e.trigger, c.span), n, k) for n, e in enumerate(events) for k, c in enumerate(e.counts)
    )  # fmt: skip
    taken: set[int] = set()
    kept: set[tuple[int, int]] = set()
    for _, n, k in pairs:
        places = set(range(events[n].counts[k].span.start, events[n].counts[k].span.end))
        if not places & taken:
            taken |= places
            kept.add((n, k))
    return [
        replace(e, counts=tuple(c for k, c in enumerate(e.counts) if (n, k) in kept)) if e.counts else e
        for n, e in enumerate(events)
    ]


def _distance(trigger: Span, number: Span) -> int:
    """Characters between two spans."""
    return max(trigger.start - number.end, number.start - trigger.end, 0)
