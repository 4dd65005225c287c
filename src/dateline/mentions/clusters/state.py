"""What all steps of coreference share for one story: its phrases, its clusters, the indexes over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dateline.knowledge.load import Knowledge
from dateline.knowledge.world.register import Alias
from dateline.knowledge.world.spelling import plain
from dateline.language.grammar.quotations import quoted_tokens
from dateline.language.labels import Dep
from dateline.language.tokens import Parse
from dateline.mentions.clusters.cluster import Cluster, Told
from dateline.mentions.clusters.kinds import Nature, Sign, decide
from dateline.mentions.clusters.story_nations import SUBJECTS, nations_of, plausible
from dateline.mentions.names.name_runs import body_of
from dateline.mentions.phrases.phrase import Phrase
from dateline.record import Decision

MAX_BACK = 60  # clusters looked back for a description: bounds the cost of very long stories


class State:
    """What the steps of coreference share for one story: phrases, clusters and the indexes over them."""

    def __init__(
        self,
        parse: Parse,
        phrases: list[Phrase],
        knowledge: Knowledge,
        places: Mapping[int, str | None] = MappingProxyType({}),
        origins: Mapping[int, str | None] = MappingProxyType({}),
    ) -> None:
        self.places = places
        self.origins = origins
        self.parse = parse
        self.tokens = parse.tokens
        self.phrases = phrases
        self.words = knowledge.words
        self.register = knowledge.register
        self.numbers = knowledge.counting.numbers
        self.date = parse.story.published
        self.clusters: list[Cluster] = []
        self.actors: list[Cluster] = []
        self.of: list[Cluster | None] = [None] * len(phrases)
        self.elsewhere: set[int] = set()  # numbers of clusters that take no country from the text around them
        self.counted: set[int] = set()  # numbers of clusters that the text opens as so many of a kind
        self.beside: dict[int, frozenset[str]] = {}  # head of a name -> the words of the appositions that tell of it
        self.told: tuple[Told, ...] = ()  # whom the text names together with an office
        self.awaited: dict[str, list[tuple[tuple[str, ...], Cluster]]] = {}  # last word of a name told later -> whose
        self.by_key: dict[str, Cluster] = {}
        self.by_word: dict[str, list[Cluster]] = {}
        self.by_head: dict[str, list[Cluster]] = {}
        self.by_label: dict[tuple[frozenset[str], bool], Cluster] = {}
        self.at_head = {h: n for n, p in enumerate(phrases) for h in p.heads}
        self.nations = nations_of(phrases, parse.tokens, self.register, places)
        self.quoted = quoted_tokens(parse)
        self.saying = knowledge.words.shapes["speech"] | knowledge.words.shapes["stating"]
        self.policed = any(p.noun is not None and p.noun.sectors[:1] == ("COP",) for p in phrases)
        self.full: dict[str, set[str]] = {}  # last word of a name of several words -> the first words
        for p in phrases:
            if p.name is not None and not p.alias and p.name.last > p.name.first:
                first, last = plain(parse.tokens[p.name.first].text), plain(parse.tokens[p.name.last].text)
                self.full.setdefault(last, set()).add(first)
        for p in phrases:
            if p.alias:
                nation = self._nation_before(p)
                p.alias = tuple(
                    a for a in p.alias
                    if plausible(a, self.register, self.nations, self.words, nation) and not self._is_elsewhere(p, a)
                )  # fmt: skip
                if not p.alias and p.name is not None:
                    p.name.body = p.name.body or body_of(self.tokens, p.name.first, p.name.last, self.words)

    def _is_elsewhere(self, phrase: Phrase, alias: Alias) -> bool:
        """Whether a state's name is that of a place in another one here: Georgia in the United States.

        One that acts is the state itself: "Georgia accused Moscow".
        """
        if self.tokens[phrase.head].dep in SUBJECTS:
            return False
        known = self.register.actors[alias.actor]
        name = range(phrase.name.first, phrase.name.last + 1) if phrase.name is not None else ()
        there = {self.places[k] for k in name if k in self.places} - {None}
        return known.id == known.country and alias.form == "name" and bool(there) and known.country not in there

    def _nation_before(self, phrase: Phrase) -> str | None:
        """The country that is named right before a name: "the Russian Security Council"."""
        k = phrase.name.first - 1 if phrase.name is not None else -1
        if k > 0 and self.tokens[k].lower in {"'s", "’s"}:
            k -= 1
        n = self.at_head.get(k)
        known = [self.register.actors[a.actor] for a in self.phrases[n].alias[:1]] if n is not None else []
        return known[0].country if known and known[0].id == known[0].country else None

    def new(self, phrase: Phrase, name: str, nature: Nature, rule: str = "") -> Cluster:
        """Open a cluster, which is as many as its phrase."""
        cluster = Cluster(len(self.clusters), name, replace(nature, plural=phrase.plural))
        if rule:
            cluster.decisions.append(Decision("identity", rule, self.parse.span(phrase.first, phrase.last)))
        self.clusters.append(cluster)
        if nature.is_actor:
            self.actors.append(cluster)
        return cluster

    def show(self, cluster: Cluster, sign: Sign) -> None:
        """Let a mention's sign tell what a cluster is."""
        self.set_nature(cluster, decide(cluster.nature, sign))

    def set_nature(self, cluster: Cluster, nature: Nature) -> None:
        """Take a cluster for what ``kinds.py`` has decided; a new actor can be meant from now on."""
        was, cluster.nature = cluster.nature, nature
        if nature.is_actor and not was.is_actor and cluster not in self.actors:
            self.actors.append(cluster)

    def keyed(self, key: str, phrase: Phrase, name: str, nature: Nature, rule: str) -> Cluster:
        """The cluster of a known actor's id or of a stable key, opened where there is none."""
        cluster = self.by_key.get(key)
        if cluster is None:
            cluster = self.by_key[key] = self.new(phrase, name, nature, rule)
            cluster.key = key
        return cluster

    def index(self, table: dict[str, list[Cluster]], word: str, cluster: Cluster) -> None:
        """Put a cluster under a word."""
        held = table.setdefault(word, [])
        if cluster not in held:
            held.append(cluster)

    def remember(self, cluster: Cluster, words: list[str]) -> None:
        """Note a name of a cluster."""
        for key in cluster.called.add(words):
            self.index(self.by_word, key, cluster)

    def choose(self, aliases: tuple[Alias, ...]) -> Alias:
        """Of several actors of one name the one whose country the story names most."""
        if len(aliases) == 1:
            return aliases[0]
        actors = self.register.actors
        return max(
            aliases,
            key=lambda a: (
                a.actor in self.by_key,
                self.nations.counts[actors[a.actor].country or ""],
                -aliases.index(a),
            ),
        )

    def speaks(self, token: int) -> bool:
        """Whether a token is the subject of a verb of saying, or whom "according to" names."""
        t = self.tokens[token]
        above = self.tokens[t.head]
        if t.dep in SUBJECTS:
            return above.lemma in self.saying
        return t.dep == Dep.PREP_OBJECT and self.tokens[above.head].lower in self.words.shapes["sourcing"]

    def nations_in(self, phrase: Phrase) -> list[str]:
        """Countries that a phrase names inside itself ("Iraqi", "Iraq's", "of Iraq"), not those that only back it."""
        found: list[str] = []
        held = [k for k in range(phrase.first, phrase.last + 1) if k in self.at_head]
        inside = [self.at_head[k] for k in held] + ([phrase.of] if phrase.of is not None else [])
        if phrase.of is not None and self.of_several(phrase):
            joined = range(self.phrases[phrase.of].last, phrase.of_last + 1)
            inside += [self.at_head[k] for k in joined if k in self.at_head]
        for m in dict.fromkeys(inside):
            other = self.phrases[m]
            if not other.alias or other is phrase or self.backs(other):
                continue
            behind = self.tokens[other.last + 1].lower if other.last + 1 < len(self.tokens) else ""
            if behind in self.words.shapes["matters"]:
                continue  # "an Iraq War veteran" is no Iraqi
            country = self.register.actors[self.choose(other.alias).actor].country
            if country and country not in found:
                found.append(country)
        return found

    def nation(self, phrase: Phrase) -> str | None:
        """The one country that a phrase names inside itself; None where it names several."""
        found = self.nations_in(phrase)
        return found[0] if len(found) == 1 else None

    def homeland(self, phrase: Phrase) -> str | None:
        """The country or world body to which a phrase says that somebody belongs."""
        nation = self.nation(phrase)
        known = nation in self.register.actors or nation in {"UNO", "EUR", "IGO"}
        return nation if known else self.home_of(phrase)

    def home_of(self, phrase: Phrase) -> str | None:
        """The one country that has an office of this name ("Deputy Secretary of State"), unless others are named."""
        home = next((t.country for t in reversed(phrase.titles) if t.country is not None), None)
        named = {c for c in (*self.nations.named, *self.nations.counts) if c in self.register.actors}
        return home if named <= {home} else None

    def country_within(self, first: int, last: int) -> str | None:
        """The one country whose places are named between two tokens, both included ("Rakhine", "Chechen")."""
        told = (k for k in range(first, last + 1) if not self._sides(k, k))
        found = {c for k in told if (c := self.places.get(k) or self.origins.get(k)) is not None}
        return found.pop() if len(found) == 1 else None

    def backs(self, phrase: Phrase) -> bool:
        """Whether a nation only stands in "-backed", "-led", "pro-", "anti-": it isn't the actor's own country then."""
        return self._sides(phrase.first, phrase.last)

    def _sides(self, first: int, last: int) -> bool:
        """Whether a hyphen or "pro", "anti" stands at a stretch of tokens."""
        tokens = self.tokens
        k = last + 1
        if k + 1 < len(tokens) and tokens[k].text in {"-", "–"}:
            return True
        k = first - 1
        return k > 0 and (tokens[k].text in {"-", "–"} or tokens[k].lower in self.words.shapes["siding"])

    def of_several(self, phrase: Phrase) -> bool:
        """Whether a plural is one of several names: "leaders of Peru, Chile and Bolivia"."""
        return phrase.of is not None and phrase.of_last > self.phrases[phrase.of].last

    def count(self, phrase: Phrase) -> int | None:
        """The number that a phrase gives: 3 of "the three countries"."""
        words = (self.tokens[k].lower for k in range(phrase.first, phrase.head))
        return next((int(w) if w.isdecimal() else self.numbers[w] for w in words if w.isdecimal() or w in self.numbers),
                    None)  # fmt: skip

    def text(self, first: int, last: int) -> str:
        """The words from one token to another, both included."""
        return self.parse.span(first, last).of(self.parse.text)
