"""Which countries a story speaks of: evidence for who "police" are, and which of two namesakes is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.knowledge.lexicon.words import Words
from dateline.knowledge.world.register import Alias, Register
from dateline.language.labels import Dep
from dateline.language.tokens import Token
from dateline.mentions.phrases.phrase import Phrase

SUBJECTS = Dep.SUBJECTS_AND_AGENTS
SHARE = 0.5  # of all mentions of countries, from which on one country is the story's own
BUILT = ("party-", "group-")  # ids of the tables that are built: their names are too many to be believed anywhere
OPENING = 2  # sentences that tell where a story is
LOCAL = frozenset({"government", "party", "military"})


@dataclass(slots=True)
class Nations:
    """Mentions of countries in a story.

    Attributes:
        counts: how often each country, its people, organs and parties are named.
        subjects: how often as the subject of a clause.
        named: countries that are named themselves, or by their people, regions or places.
        scenes: how often towns and regions of each country are named.
        lead: how often the opening sentences name each country, or a place in it.
    """

    counts: Counter[str] = field(default_factory=Counter)
    subjects: Counter[str] = field(default_factory=Counter)
    named: set[str] = field(default_factory=set)
    scenes: Counter[str] = field(default_factory=Counter)
    lead: Counter[str] = field(default_factory=Counter)

    @property
    def dominant(self) -> str | None:
        """The country that the story is about, if one stands out."""
        if not self.counts:
            return None
        (country, most), total = self.counts.most_common(1)[0], self.counts.total()
        return country if most > SHARE * total else None

    @property
    def home(self) -> str | None:
        """The country that a story is about: that it names most, unless its opening names none but another one."""
        dominant = self.dominant
        return dominant if dominant is None or dominant in self.lead else self.opening or dominant

    @property
    def opening(self) -> str | None:
        """The one country that a story's opening names."""
        return next(iter(self.lead)) if len(self.lead) == 1 else None

    def weight(self, country: str) -> tuple[int, int, int]:
        """How much a story is one of a country: by its places, its opening, what the country does in it."""
        return self.scenes[country], self.lead[country], self.subjects[country]


def nations_of(
    phrases: Sequence[Phrase], tokens: tuple[Token, ...], register: Register, places: Mapping[int, str | None]
) -> Nations:
    """Count the countries that phrases and places name."""
    found = Nations()
    held = [(p, [register.actors[a.actor] for a in p.alias]) for p in phrases if p.alias]
    for phrase, known in held:
        for k in known:
            if k.country is not None and (k.id == k.country or phrase.alias[0].form in {"region", "adjective"}):
                found.named.add(k.country)
    found.named.update(c for c in places.values() if c is not None)
    for phrase, known in held:
        country = known[0].country
        if country is None or country not in register.actors or any(k.country != country for k in known):
            continue
        if country not in found.named and all(k.id.startswith(BUILT) for k in known):
            continue  # a "Communist Party" speaks of no country by itself
        found.counts[country] += 1
        found.subjects[country] += tokens[phrase.head].dep in SUBJECTS
        found.lead[country] += tokens[phrase.head].sent < OPENING and phrase.head not in places
    found.lead.update(c for k, c in places.items() if c is not None and tokens[k].sent < OPENING)
    found.lead = +found.lead
    told = {h for p in phrases if p.alias for h in p.heads}
    found.scenes.update(c for k, c in places.items() if c is not None and k not in told)
    return found


def plausible(alias: Alias, register: Register, nations: Nations, words: Words, nation: str | None = None) -> bool:
    """Whether a name may be that of an actor here.

    Names that many countries have ("the Senate", "National Coalition") and those of the built tables count only where
    the story names the actor's country, and never behind another nation ("the Russian Security Council").
    """
    known = register.actors[alias.actor]
    if nation not in {None, known.country} and all(
        w in words.shapes["generic"] or w in words.bodies for w in alias.words
    ):
        return False
    if known.country is None or known.country in nations.named or known.country not in register.actors:
        return True
    if alias.actor.startswith(BUILT):
        return False
    if known.country == "USA" or known.id == known.country or known.kind not in LOCAL:
        return True
    generic = words.shapes["generic"]
    if len(alias.words) == 1:
        return alias.words[0] not in generic
    return not all(w in generic or w in words.bodies for w in alias.words)
