"""Known persons with their posts, found by any spelling of their name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from dateline.knowledge.files import Layers
from dateline.knowledge.world.offices import Offices, load_offices
from dateline.knowledge.world.spelling import name_key, plain
from dateline.knowledge.world.states import names
from dateline.record import Kind

# Countries whose names begin with the surname: a lone first word is a surname there.
SURNAME_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "VNM", "KHM", "HUN", "SGP", "MMR"})
# Countries whose people bear two surnames, of which texts often give the first only.
# fmt: off
TWO_SURNAMES = frozenset({
    "ESP", "MEX", "GTM", "HND", "SLV", "NIC", "CRI", "PAN", "CUB", "DOM", "PRI", "VEN", "ECU", "PER", "BOL", "CHL",
    "COL", "ARG", "PRY", "URY", "PRT", "BRA", "AGO", "MOZ", "PHL", "THA", "IDN",
})
# fmt: on
# An open post that a source listed that many years before the story may long have ended.
STALE_YEARS = 4
# Ranks of posts: from WEIGHTY on a holder is known beyond his country, from LEADING on by his surname alone; STATE is a
# head of state's.
WEIGHTY, LEADING, STATE = 4, 6, 7


@dataclass(frozen=True, slots=True)
class Post:
    """An office held from ``start`` until ``end`` (ISO days, months or years; None where unknown).

    ``listed``: the last day on which a source still named the holder, where no end is known. ``rank``: 7 (head of
    state) to 1. ``sectors``: PLOVER sectors of its holders.
    """

    role: str
    start: str | None
    end: str | None
    listed: str | None = None
    rank: int = 2
    sectors: tuple[str, ...] = ("GOV",)

    def held(self, date: str | None) -> bool:
        """Whether the post was held on a day, as far as is known; True where no day is given."""
        if date is None:
            return True
        if self.start is not None and self.start > date[: len(self.start)]:
            return False
        if self.end is not None:
            return date[: len(self.end)] <= self.end
        return self.listed is None or int(date[:4]) - int(self.listed[:4]) <= STALE_YEARS

    def known_on(self, date: str) -> bool:
        """Whether a source knows that a post was held on a day: enough to name somebody whom the text doesn't name.

        A post that ended "in 2015" is known to have been held until 2014 only.
        """
        if not self.held(date) or (self.start is not None and _within(self.start, date)):
            return False
        if self.end is not None:
            return not _within(self.end, date)
        return self.listed is None or (self.start is not None and date[:10] <= self.listed)


def _within(bound: str, date: str) -> bool:
    """Whether a day lies in the year or month that is all we know of a bound."""
    return len(bound) < len(date[:10]) and date.startswith(bound)


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the register. ``prominent``: of the hand-checked table."""

    id: str
    name: str
    kind: Kind
    country: str | None
    sectors: tuple[str, ...]
    wikidata: str | None = None
    posts: tuple[Post, ...] = ()
    aliases: tuple[str, ...] = ()
    prominent: bool = False

    @property
    def weight(self) -> int:
        """The rank of the weightiest post ever held; 4 at least for the hand-checked."""
        return max((p.rank for p in self.posts), default=0) if not self.prominent else 7

    def post_at(self, date: str | None) -> Post | None:
        """The weightiest post held on a day; without a day the weightiest of the latest posts."""
        held = [p for p in self.posts if p.held(date)]
        if date is None:
            held = [p for p in held if p.end is None and p.listed is None] or list(self.posts)
        return max(held, key=lambda p: (p.rank, p.start or ""), default=None)

    def role_at(self, date: str | None) -> str | None:
        """The role at a day on which it is known to be held; that of a former holder begins with "former"."""
        post = self.post_at(date)
        if post is not None:
            known = [p for p in self.posts if date is None or p.known_on(date)]
            best = max(known, key=lambda p: (p.rank, p.start or ""), default=None) if date else post
            return best.role if best is not None else None
        past = [p for p in self.posts if date and p.end and p.end < date[: len(p.end)]]
        last = max(past, key=lambda p: (p.rank, p.end or ""), default=None)
        return f"former {last.role}" if last else None

    def sectors_at(self, date: str | None) -> tuple[str, ...]:
        """PLOVER sectors at a day: those of the post, ``ELI`` for former office holders."""
        if self.sectors or not self.posts:
            return self.sectors
        post = self.post_at(date)
        return ("ELI",) if post is None else post.sectors


@dataclass(frozen=True, slots=True)
class _Term:
    """A person in an office."""

    person: Known
    post: Post


def _latest(person: Known, posts: list[Post]) -> _Term:
    return _Term(person, max(posts, key=lambda p: p.start or ""))


def _disputed(terms: list[_Term], date: str) -> bool:
    """Whether two of the same weight hold an office until long after a day: one must be wrong."""
    first = terms[0]
    alike = [t for t in terms[1:] if t.post.rank == first.post.rank and t.person.prominent == first.person.prominent]
    return not first.person.prominent and any(_outlasts(t.post, first.post, date) for t in alike)


def _outlasts(post: Post, later: Post, date: str) -> bool:
    """Whether a post that began no later is known to have gone on for a month and more after the later one began."""
    if post.end is None or later.start is None:
        return False
    return post.end[:7] > later.start[:7] and post.end[:7] > date[:7]


def parse_posts(text: str, offices: Offices, own: Callable[[str], str] = str) -> tuple[Post, ...]:
    """Posts as the tables write them: ``FROM..UNTIL ROLE; ...``, ``?DATE`` for a post last listed then.

    ``own`` takes the name of the holder's state out of a role before it is weighed.
    """
    posts = []
    for piece in text.split("; "):
        times, _, role = piece.partition(" ")
        start, _, end = times.partition("..")
        listed = end[1:] if end.startswith("?") else None
        rank, sectors = offices.weigh(own(role))
        posts.append(Post(role, start or None, None if listed or not end else end, listed, rank, sectors))
    return tuple(posts)


@dataclass(slots=True)
class _Row:
    key: str
    name: str
    aliases: str
    country: str
    posts: str
    sectors: str
    keys: list[str]


class Persons:
    """All known persons, blocked by the keys of their name's words. Rows become ``Known`` when first asked for."""

    def __init__(self, layers: Layers) -> None:
        self.offices = load_offices(layers)
        self._layers = layers
        given = (row for row, _, _ in layers.rows("actors/given_names.csv"))
        self._given = frozenset(plain(row["name"]) for row in given if row.get("only") != "place")
        self._block: dict[str, list[int]] = defaultdict(list)
        self._table: list[_Row] = []
        self._known: dict[int, Known] = {}
        self._by_country: dict[str, list[int]] = {}
        self._holders: dict[tuple[str, str, str], Known | None] = {}
        seen: dict[tuple[str, str], int] = {}
        for row, _, _ in layers.rows("actors/persons_hand.csv"):
            names = [n for n in [row["name"], *row["aliases"].split("|")] if n]
            keys = list(dict.fromkeys(name_key(n) for n in names))
            self._add(
                _Row(row["id"], row["name"], row["aliases"], row["country"], row["posts"], row["sectors"], keys),
                seen,
                newer=True,
            )
        self._hand = len(self._table)
        for row, _, _ in layers.rows("actors/persons.csv"):
            keys = row["keys"].split("|")
            self._add(
                _Row(row["id"], row["name"], row["aliases"], row["country"], row["posts"], "", keys), seen, newer=False
            )

    def _add(self, row: _Row, seen: dict[tuple[str, str], int], *, newer: bool) -> None:
        """Take a row in, or join it with the row of the same name and country; ``newer`` posts replace those held."""
        at = next((seen[row.country, k] for k in row.keys if (row.country, k) in seen), None)
        if at is None:
            at = len(self._table)
            self._table.append(row)
        else:
            old = self._table[at]
            old.posts = _joined(row.posts, old.posts) if newer else _joined(old.posts, row.posts)
            old.key = row.key if re.fullmatch(r"Q\d+", row.key) else old.key or row.key
            old.aliases = "|".join(a for a in (old.aliases, row.name if row.name != old.name else "", row.aliases) if a)
            old.keys = [*old.keys, *(k for k in row.keys if k not in old.keys)]
        for key in row.keys:
            seen.setdefault((row.country, key), at)
            words = key.split()
            for word in words if len(words) == 1 or row.country in SURNAME_FIRST else words[1:]:
                block = self._block[word]
                if not block or block[-1] != at:
                    block.append(at)

    def is_given(self, word: str) -> bool:
        """Whether a word is a given name that shows a person: the first name of at least two known ones."""
        return plain(word) in self._given

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last words of all names of two words and more, plainly written."""
        return frozenset(plain(w) for row in self._table if len(parts := row.name.split()) > 1 for w in parts[-1:])

    def get(self, at: int) -> Known:
        """The person of a row."""
        known = self._known.get(at)
        if known is None:
            row = self._table[at]
            wikidata = row.key if re.fullmatch(r"Q\d+", row.key) else None
            slug = row.key or f"{row.country.lower()}-{'-'.join(plain(w) for w in row.name.split())}"
            known = self._known[at] = Known(
                slug, row.name, "person", row.country or None, tuple(s for s in row.sectors.split("|") if s), wikidata,
                parse_posts(row.posts, self.offices, partial(self._own, row.country)) if row.posts else (),
                tuple(dict.fromkeys(a for a in row.aliases.split("|") if a)), at < self._hand,
            )  # fmt: skip
        return known

    def rows(self) -> Iterator[Known]:
        """All persons in the order of the files."""
        return (self.get(i) for i in range(len(self._table)))

    def holder(self, office: str, country: str, date: str) -> Known | None:
        """Who held one of a country's highest offices on a day; None where nobody is known to have.

        Args:
            office: "president", "prime minister", "foreign minister", ... in lower case.
            country: ISO alpha-3, or ``UNO``.
            date: ISO day.
        """
        key = (office, country, date[:10])
        if key not in self._holders:
            terms = self._terms(office, country, date)
            self._holders[key] = terms[0].person if terms and not _disputed(terms, date) else None
        return self._holders[key]

    def _terms(self, office: str, country: str, date: str) -> list[_Term]:
        """Who is known to have held an office on a day, the surest first: weight of the office, by hand, latest."""
        pattern = self.offices.pattern(office, country)
        if pattern is None:
            return []
        terms = []
        for at in self._rows_of(country):
            if pattern.search(self._table[at].posts):
                person = self.get(at)
                posts = [
                    p
                    for p in person.posts
                    if p.start and p.known_on(date) and pattern.fullmatch(self._own(country, p.role))
                ]
                terms += [_Term(person, p) for p in posts[:1]] if len(posts) < 2 else [_latest(person, posts)]
        return sorted(terms, key=lambda t: (t.post.rank, t.person.prominent, t.post.start or ""), reverse=True)

    def _own(self, country: str, role: str) -> str:
        """A role without the name of the state itself: "President of Ruritania" in Ruritania is "President"."""
        office, link, whose = role.partition(" of ")
        return office if link and plain(whose.removeprefix("the ")) in self._names.get(country, ()) else role

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        """Names of the states, plainly written without their article."""
        called = names(self._layers, "actor")
        return {state: {plain(n).removeprefix("the ") for n in held} for state, held in called.items()}

    def leader(self, surname: str, date: str | None, near: Collection[str] = ()) -> Known | None:
        """The head of state or government whom a lone surname means on a day, if nobody else of weight bears it.

        Args:
            surname: the word as the text spells it.
            date: ISO day; without it nobody is found.
            near: countries that the story names: of several bearers the one of such a country is meant, and only of
                such countries former holders are.
        """
        if date is None or len(surname) < 2:
            return None
        word = plain(surname)
        found = [p for p in self.find(surname, date) if word in {plain(w) for w in re.split(r"[\s-]", _own(p.name))}]
        held = [(post.rank, p) for p in found if (post := p.post_at(date)) is not None and post.rank > WEIGHTY]
        held = [h for h in held if h[1].country in near] or held
        if held:
            best = max(held, key=lambda h: h[0])
            rivals = {p.id for _, p in held if p.country != best[1].country or not p.prominent} - {best[1].id}
            return _famous(best[1], found, near) if best[0] >= LEADING and not rivals else None
        past = [
            p
            for p in found
            if p.prominent and p.country in near and max((x.rank for x in p.posts), default=0) >= LEADING
        ]
        return past[0] if len(past) == 1 else None

    def _rows_of(self, country: str) -> list[int]:
        """Rows of a country; for the United Nations the hand-checked ones, whatever their country."""
        if country not in self._by_country:
            everybody = range(len(self._table)) if country != "UNO" else range(self._hand)
            self._by_country[country] = [i for i in everybody if country in {"UNO", self._table[i].country}]
        return self._by_country[country]

    def find(self, name: str, date: str | None = None, country: str | None = None) -> list[Known]:
        """Persons that a name may mean, the likeliest first.

        Args:
            name: full name or surname in any spelling.
            date: ISO day; holders of a post on that day come first.
            country: ISO alpha-3; persons of that country come first, and only they for a lone surname.
        """
        words = name_key(name).split()
        if not words:
            return []
        found = []
        for at in dict.fromkeys(self._block.get(words[-1]) or self._block.get(words[0]) or ()):
            row = self._table[at]
            strict = at >= self._hand and row.country not in TWO_SURNAMES
            fit = max(_fit(words, k.split(), strict) for k in row.keys)
            if not fit or (len(words) == 1 and country and row.country != country):
                continue
            person = self.get(at)
            post = person.post_at(date)
            found.append(((fit, country == person.country, post is not None, post.rank if post else 0, -at), person))
        return [person for _, person in sorted(found, key=lambda f: f[0], reverse=True)]


def _own(name: str) -> str:
    """A name without the realm behind it, by which nobody is called: "Abdullah II of Jordan"."""
    return re.sub(r" of (?:the )?[A-Z].*$", "", name)


def _famous(leader: Known, bearers: list[Known], near: Collection[str]) -> Known:
    """The former head of state whom a bare name rather means than the leader of a country not named."""
    known = [p for p in bearers if p.prominent and any(post.rank >= STATE for post in p.posts)]
    return known[0] if len(known) == 1 and leader.country not in near else leader


def _joined(first: str, second: str) -> str:
    """Posts of two rows together; one of the first replaces those of the second that begin or overlap with it."""
    kept = [p for p in first.split("; ") if p]
    return "; ".join([*kept, *(p for p in second.split("; ") if p and not any(_same_post(p, k) for k in kept))])


def _same_post(one: str, other: str) -> bool:
    """Whether two posts begin on one day, or have one name and overlap."""
    (first, _, role), (second, _, held) = one.partition(" "), other.partition(" ")
    start, _, end = first.partition("..")
    begin, _, until = second.partition("..")
    if start and start == begin:
        return True
    if role.lower() != held.lower() or not start or not begin:
        return one == other
    return start < (until.lstrip("?") or "9") and begin < (end.lstrip("?") or "9")


def _fit(words: list[str], other: list[str], strict: bool) -> int:
    """How well name words fit a known name: 3 all the same, 2 first and last, 1 surname only, 0 not.

    ``strict``: both must end alike; otherwise the known name may go on behind the last word ("Pedro Sánchez Pérez").
    """
    if words == other:
        return 3
    if len(words) == 1:
        return int(words[0] in other)
    if words[0] != other[0] and not (len(words[0]) > 2 and other[0].startswith(words[0])):
        return 0
    inside = set(other)
    if all(w in inside for w in words) or (len(inside) > 1 and inside <= set(words)):
        return 2 if words[-1] == other[-1] or (not strict and words[-1] in inside) else 0
    return 0
