"""Known persons with their posts, found by any spelling of their name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.knowledge.files import Layers
from dateline.knowledge.spelling import name_key, plain
from dateline.record import Kind

# Countries whose names begin with the surname: a lone first word is a surname there.
SURNAME_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "VNM", "KHM", "HUN", "SGP", "MMR"})
_RANKS = (
    (7, r"^(?:president(?: of (?:the )?[A-Z].*)?|supreme leader.*|king|queen|emir|sultan|amir|pope)$"),
    (6, r"^(?:prime minister.*|chancellor(?: of germany)?|crown prince|chief of state|premier|chief executive.*|state counsellor|"
        r"chairman of the (?:transitional|national transitional|state admin|presidential lead).*)$"),
    (5, r"secretary[- ]general|foreign|defen[cs]e|interior|internal affairs|home (?:affairs|department)|secretary of state$|"
        r"vice president|leader|president|head of|director[- ]general|commander|chief of (?:the )?(?:general )?staff|high representative"),
    (4, r"minister of finance|exchequer|treasury|national security|intelligence|spokes|press secretary|deputy prime minister|speaker"),
    (3, r"minister|secretary|governor|mayor|chair"),
    (1, r"ambassador|justice|judge"),
)  # fmt: skip
_RANKED = tuple((rank, re.compile(pattern, re.I)) for rank, pattern in _RANKS)
_SECTORS = (
    ("JUD", r"court|justice of|judge|attorney|prosecutor|solicitor|advocate general|chief justice"),
    ("LEG", r"speaker|president of the (?:senate|national assembly|chamber|federal council|parliament|house)|leader of the house|senator|member of parliament"),
    ("SPY", r"intelligence service|intelligence agency|director of the (?:cia|central intelligence|mossad|shin bet|fsb)|mossad|shin bet"),
    ("COP", r"police"),
    ("MIL", r"chief of (?:the )?(?:general |defence |defense |army |naval |air )?staff|commander|general staff|armed forces|army|chief of defence|defense forces|quds force|guard corps"),
)  # fmt: skip
_SECTORED = tuple((sector, re.compile(pattern, re.I)) for sector, pattern in _SECTORS)

_FOREIGN = r"(?:minister (?:of|for) (?:europe and )?foreign.*|minister of external affairs|secretary of state for foreign.*|secretary of state)"
_DEFENCE = r"(?:minister (?:of|for) (?:national )?defen[cs]e.*|secretary of state for defence|secretary of defen[cs]e)"
_INTERIOR = r"(?:minister (?:of|for) (?:the )?(?:interior|internal affairs|home affairs).*|secretary of state for the home department)"
_OFFICES = {
    "president": r"president(?: of the .*)?", "prime minister": r"prime minister", "premier": r"(?:prime minister|premier)",
    "pm": r"prime minister", "chancellor": r"chancellor(?: of germany)?", "supreme leader": r"supreme leader", "king": r"king",
    "queen": r"queen", "emir": r"(?:emir|amir)", "sultan": r"sultan", "crown prince": r"crown prince", "leader": r"supreme leader",
    "foreign minister": _FOREIGN, "foreign secretary": _FOREIGN, "minister of foreign affairs": _FOREIGN, "secretary of state": _FOREIGN,
    "defence minister": _DEFENCE, "defense minister": _DEFENCE, "minister of defense": _DEFENCE, "minister of defence": _DEFENCE,
    "defence secretary": _DEFENCE, "defense secretary": _DEFENCE, "secretary of defense": _DEFENCE,
    "interior minister": _INTERIOR, "home secretary": _INTERIOR, "minister of interior": _INTERIOR, "minister of the interior": _INTERIOR,
}  # fmt: skip

_UN = r"secretary-general of the united nations"
_UN_OFFICES = {"secretary-general": _UN, "secretary general": _UN, "chief": _UN}


def _fresh(post: Post, date: str) -> bool:
    """Whether an open post was still listed within four years of a day; older listings may have ended unseen."""
    return post.end is not None or post.listed is None or int(date[:4]) - int(post.listed[:4]) <= 4


@dataclass(frozen=True, slots=True)
class Post:
    """An office held from ``start`` until ``end`` (ISO days, months or years; None where unknown).

    ``listed``: the last day on which a source still named the holder, where no end is known.
    """

    role: str
    start: str | None
    end: str | None
    listed: str | None = None

    def held(self, date: str | None) -> bool:
        """Whether the post was held on a day, as far as is known; an open post lasts. True where no day is given."""
        if date is None:
            return True
        day = date[:10]
        after = self.start is None or self.start <= day[: len(self.start)]
        return after and (self.end is None or day[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the register."""

    id: str
    name: str
    kind: Kind
    country: str | None
    sectors: tuple[str, ...]
    wikidata: str | None = None
    posts: tuple[Post, ...] = ()
    aliases: tuple[str, ...] = ()
    prominent: bool = False

    def post_at(self, date: str | None) -> Post | None:
        """The weightiest post held on a day; without a day the weightiest of the latest posts."""
        held = [p for p in self.posts if p.held(date)]
        if date is None:
            held = [p for p in held if p.end is None] or list(self.posts)
        return max(held, key=lambda p: (rank(p.role), p.start or ""), default=None)

    def role_at(self, date: str | None) -> str | None:
        """The role at a day; a former one is called so."""
        post = self.post_at(date)
        if post is not None:
            return post.role
        past = [p for p in self.posts if date and p.end and p.end < date[: len(p.end)]]
        last = max(past, key=lambda p: (rank(p.role), p.end or ""), default=None)
        return f"former {last.role}" if last else None

    def sectors_at(self, date: str | None) -> tuple[str, ...]:
        """PLOVER sectors at a day: those of the post, ``ELI`` first for former office holders."""
        if self.sectors or not self.posts:
            return self.sectors
        post = self.post_at(date)
        if post is None:
            return ("ELI",)
        return role_sectors(post.role)


@lru_cache(maxsize=8192)
def rank(role: str) -> int:
    """How weighty a post is, 7 (heads of state) and 6 (heads of government) to 1."""
    if role.lower() == "head of government":
        return 3
    if re.match(r"deputy|former|vice[- ]minister|assistant", role, re.I):
        return 2
    return next((r for r, pattern in _RANKED if pattern.search(role)), 2)


def role_sectors(role: str) -> tuple[str, ...]:
    """PLOVER sectors that go with a public office."""
    if re.search(r"minist", role, re.I):
        return ("GOV",)
    return next(((s,) for s, pattern in _SECTORED if pattern.search(role)), ("GOV",))


def parse_posts(text: str) -> tuple[Post, ...]:
    """Posts as the tables write them: ``FROM..UNTIL ROLE; ...``, ``?DATE`` for a post last listed then."""
    posts = []
    for piece in text.split("; "):
        times, _, role = piece.partition(" ")
        start, _, end = times.partition("..")
        listed = end[1:] if end.startswith("?") else None
        posts.append(Post(role, start or None, None if listed or not end else end, listed))
    return tuple(posts)


class Persons:
    """All known persons, blocked by the keys of their name's words."""

    def __init__(self, layers: Layers) -> None:
        self._rows: list[dict[str, str] | list[str]] = []
        self._block: dict[str, list[int]] = defaultdict(list)
        self._given = frozenset(row["name"] for row, _, _ in layers.rows("actors/given_names.csv"))
        self._known: dict[int, Known] = {}
        self._by_country: dict[str, list[int]] = {}
        self._holders: dict[tuple[str, str, str], Known | None] = {}
        self._table: list[tuple[str, str, str, str, str, str, str]] = []
        seen: dict[tuple[str, str], int] = {}
        for row, _, _ in layers.rows("actors/persons_hand.csv"):
            self._add(row["id"], row["name"], row["aliases"], row["country"], row["posts"], row["sectors"], "", seen)
        self._hand = len(self._table)
        for row, _, _ in layers.rows("actors/persons.csv"):
            self._add(row["id"], row["name"], row["aliases"], row["country"], row["posts"], "", row["keys"], seen)

    def _add(
        self, key: str, name: str, aliases: str, country: str, posts: str, sectors: str, keys: str,
        seen: dict[tuple[str, str], int],
    ) -> None:  # fmt: skip
        names = [k for k in keys.split("|") if k] or [name_key(n) for n in [name, *aliases.split("|")] if n]
        at = next((seen[country, k] for k in names if (country, k) in seen), None)
        if at is not None:
            i, n, a, c, p, s, k = self._table[at]
            if posts and (p != posts):
                self._table[at] = (
                    key if key.startswith("Q") else i,
                    n,
                    f"{a}|{name}|{aliases}",
                    c,
                    _joined(p, posts),
                    s,
                    "|".join([k, *names]),
                )
        else:
            at = len(self._table)
            self._table.append((key, name, aliases, country, posts, sectors, "|".join(names)))
        for k in names:
            if country and (country, k) not in seen:
                seen[country, k] = at
            words = k.split()
            for w in words if len(words) == 1 or country in SURNAME_FIRST else words[1:]:
                block = self._block[w]
                if not block or block[-1] != at:
                    block.append(at)

    def is_given(self, word: str) -> bool:
        """Whether a word is the first name of at least two known persons."""
        return plain(word) in self._given

    def get(self, at: int) -> Known:
        """The person of a row."""
        if at not in self._known:
            key, name, aliases, country, posts, sectors, _ = self._table[at]
            wikidata = key if re.fullmatch(r"Q\d+", key) else None
            self._known[at] = Known(
                wikidata or key or f"{country.lower()}-{'-'.join(plain(w) for w in name.split())}", name, "person", country or None,
                tuple(s for s in sectors.split("|") if s), wikidata, parse_posts(posts) if posts else (),
                tuple(dict.fromkeys(a for a in aliases.split("|") if a)), at < self._hand,
            )  # fmt: skip
        return self._known[at]

    def rows(self) -> Iterator[Known]:
        """All persons in the order of the files."""
        return (self.get(i) for i in range(len(self._table)))

    def holder(self, office: str, country: str, date: str) -> Known | None:
        """Who held one of a country's highest offices on a day; None where several did, or nobody is known to have.

        Args:
            office: "president", "prime minister", "foreign minister", ... in lower case.
            country: ISO alpha-3.
            date: ISO day.
        """
        pattern = _OFFICES.get(office.strip()) if country != "UNO" else _UN_OFFICES.get(office.strip())
        if pattern is None:
            return None
        key = (office, country, date[:10])
        if key not in self._holders:
            rows = self._by_country.setdefault(country, self._rows_of(country))
            held = []
            for at in rows:
                if re.search(pattern, self._table[at][4], re.I):
                    person = self.get(at)
                    posts = [
                        p
                        for p in person.posts
                        if p.start and p.held(date) and re.fullmatch(pattern, p.role, re.I) and _fresh(p, date)
                    ]
                    if posts:
                        held.append((max(p.start or "" for p in posts), -at, person))
            self._holders[key] = max(held, key=lambda h: h[:2])[2] if held else None
        return self._holders[key]

    def _rows_of(self, country: str) -> list[int]:
        """Rows of a country; for the United Nations the hand-checked ones, whatever their country."""
        if country == "UNO":
            return list(range(self._hand))
        return [i for i, r in enumerate(self._table) if r[3] == country]

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
        for at in (
            self._block.get(words[-1], ())
            if len(words) == 1 or words[-1] in self._block
            else self._block.get(words[0], ())
        ):
            fit = max((_fit(words, k.split()) for k in self._table[at][6].split("|")), default=0)
            if fit:
                person = self.get(at)
                if len(words) == 1 and country and person.country != country:
                    continue
                held = person.post_at(date)
                found.append((fit, country is not None and person.country == country, held is not None and bool(person.posts),
                              rank(held.role) if held else 0, -at, person))  # fmt: skip
        found.sort(key=lambda f: f[:5], reverse=True)
        return [f[5] for f in found]


def _joined(old: str, new: str) -> str:
    """Posts of two rows together; a hand row's post replaces one with the same start."""
    starts = {p.partition("..")[0] for p in old.split("; ") if p}
    return "; ".join(
        [*(p for p in old.split("; ") if p), *(p for p in new.split("; ") if p.partition("..")[0] not in starts)]
    )


def _fit(words: list[str], other: list[str]) -> int:
    """How well name words fit a known name: 3 all the same, 2 first and last, 1 surname only, 0 not."""
    if words == other:
        return 3
    if len(words) == 1:
        return 1 if words[0] in other[1:] or words[0] in other else 0
    if words[0] != other[0] and not (len(words[0]) > 2 and other[0].startswith(words[0])):
        return 0
    inside = set(other)
    if all(w in inside for w in words):
        return 2
    if len(other) > 1 and set(other) <= set(words):
        return 2
    return 0
