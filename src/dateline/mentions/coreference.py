"""Phrases > clusters: one cluster a thing in the story, by name, short name, title, description, group noun and pronoun.

Order of trust: register name, full name, surname, acronym, apposition, role, description, pronoun. In the spirit of the
multi-pass sieve of Lee et al. (2013), in one left-to-right pass so that the cost stays linear.
"""

from __future__ import annotations

from collections import Counter

from rapidfuzz.distance import JaroWinkler

from dateline.knowledge.load import Knowledge
from dateline.knowledge.register import Alias, Known
from dateline.knowledge.spelling import name_words, plain, word_key
from dateline.language.types import Parse, Token
from dateline.mentions.clusters import Cluster
from dateline.mentions.phrases import NEUTER, PERSONAL, PLURAL, RELATIVE_TAGS, Phrase
from dateline.mentions.types import Form
from dateline.record import Decision

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
LOCATIVE = frozenset("in at near outside inside around across throughout into within to from towards toward".split())
SPEECH = frozenset(
    "say tell add note warn announce claim insist accuse deny argue believe think explain write speak urge call ask state confirm report declare".split()
)
FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves you your yours yourself yourselves".split())
# Group nouns that may stand for a body of one of these kinds without a word of its name.
ANAPHORS: dict[str, frozenset[str]] = {
    "group": frozenset({"armed_group", "party", "ngo", "other", "company"}),
    "movement": frozenset({"armed_group", "party"}),
    "organization": frozenset({"igo", "ngo", "armed_group"}),
    "organisation": frozenset({"igo", "ngo", "armed_group"}),
    "militia": frozenset({"armed_group"}),
    "militant": frozenset({"armed_group"}),
    "faction": frozenset({"armed_group", "party"}),
    "party": frozenset({"party"}),
    "agency": frozenset({"media", "igo", "government"}),
    "newspaper": frozenset({"media"}),
    "paper": frozenset({"media"}),
    "network": frozenset({"media", "armed_group"}),
    "broadcaster": frozenset({"media"}),
    "channel": frozenset({"media"}),
    "outlet": frozenset({"media"}),
    "magazine": frozenset({"media"}),
    "company": frozenset({"company"}),
    "firm": frozenset({"company"}),
    "bloc": frozenset({"igo", "party"}),
    "alliance": frozenset({"igo", "party"}),
    "body": frozenset({"igo", "government"}),
    "country": frozenset({"state"}),
    "charity": frozenset({"ngo"}),
    "watchdog": frozenset({"igo", "ngo"}),
}
MAX_BACK = 400  # clusters looked back for a description: bounds the cost of very long stories


class Resolver:
    """Resolves the phrases of one story. Made for one story and thrown away."""

    def __init__(self, parse: Parse, phrases: list[Phrase], knowledge: Knowledge) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.phrases = phrases
        self.knowledge = knowledge
        self.register = knowledge.register
        self.date = parse.story.published
        self.clusters: list[Cluster] = []
        self.of: list[Cluster | None] = [None] * len(phrases)
        self.by_key: dict[str, Cluster] = {}
        self.by_word: dict[str, list[Cluster]] = {}
        self.by_label: dict[frozenset[str], Cluster] = {}
        self.by_head: dict[str, list[Cluster]] = {}
        self.acronyms: dict[str, Cluster] = {}
        self.actors: list[Cluster] = []
        self.at_head = {h: n for n, p in enumerate(phrases) for h in p.heads}
        self.nations = Counter(
            self.register.actors[p.alias[0].actor].country for p in phrases if p.alias and p.alias[0].form != "people"
        )
        self.links = self._appositions()

    # ---- the pass -------------------------------------------------------------------------------------------------

    def run(self) -> list[Cluster]:
        """Resolve all phrases; ``of`` then holds the cluster of each."""
        for n in range(len(self.phrases)):
            self.resolve(n)
        return self.clusters

    def resolve(self, n: int) -> Cluster:
        """The cluster of a phrase."""
        held = self.of[n]
        if held is not None:
            return held
        phrase = self.phrases[n]
        partner = self.links.get(n)
        if partner is not None and self.of[partner] is None and partner > n:
            self.links.pop(n)
            cluster = self.resolve(partner)
            if self.of[n] is None:
                self._describe(phrase, cluster)
        elif partner is not None and self.of[partner] is not None:
            cluster = self.of[partner] or self._new(phrase, "", "other", False)
            self._describe(phrase, cluster)
        elif phrase.pronoun:
            cluster = self._pronoun(phrase)
        elif phrase.name is not None:
            cluster = self._name(phrase)
        else:
            cluster = self._nominal(phrase)
        if self.of[n] is None:
            self.of[n] = cluster
            self._note(n, phrase, cluster)
        return cluster

    def _note(self, n: int, phrase: Phrase, cluster: Cluster) -> None:
        t = self.tokens[phrase.head]
        cluster.see(phrase.head, t.sent, t.dep in SUBJECTS)

    def _new(self, phrase: Phrase, name: str, kind: str, is_actor: bool, rule: str = "") -> Cluster:
        cluster = Cluster(len(self.clusters), name, kind, is_actor, phrase.plural)
        if rule:
            cluster.decisions.append(Decision("identity", rule, self.parse.span(phrase.first, phrase.last)))
        self.clusters.append(cluster)
        if is_actor:
            self.actors.append(cluster)
        return cluster

    # ---- appositions ----------------------------------------------------------------------------------------------

    def _appositions(self) -> dict[int, int]:
        """Describing phrase -> named phrase for appositions ("Ada Brunn, the minister"; "the minister, Ada Brunn")."""
        links: dict[int, int] = {}
        tokens = self.tokens
        for n, p in enumerate(self.phrases):
            t = tokens[p.head]
            if p.pronoun or p.nested:
                continue
            m = self.at_head.get(t.head) if t.dep == "appos" else None
            if m is None or m == n:
                m = self._by_comma(n, p)
            if m is None or m == n:
                continue
            q = self.phrases[m]
            if q.nested or q.pronoun:
                continue
            pair = self._pair(n, m)
            if pair is not None and pair[0] not in links:
                links[pair[0]] = pair[1]
        return links

    def _pair(self, n: int, m: int) -> tuple[int, int] | None:
        """Which of two appositive phrases describes the other; None where they are two actors."""
        p, q = self.phrases[n], self.phrases[m]
        if p.name is not None and q.name is None:
            n, m, p, q = m, n, q, p
        if p.name is not None or q.name is None or p.noun is None and not p.titles:
            return None
        if p.plural and not q.plural:
            return None
        if q.alias:
            known = self.register.actors[q.alias[0].actor]
            person = p.noun is not None and p.noun.unit == "person"
            return None if person else (n, m) if known.kind != "government" or p.noun_words in {"country", "ministry"} else None
        return (n, m)

    def _by_comma(self, n: int, p: Phrase) -> int | None:
        """The named phrase before a comma that this described one follows directly."""
        tokens = self.tokens
        k = p.first - 1
        if p.name is not None or k < 1 or tokens[k].text != "," or (p.noun is None or p.noun.unit != "person") or p.plural:
            return None
        m = next((x for x in range(n - 1, max(n - 6, -1), -1) if self.phrases[x].last == k - 1 and self.phrases[x].name is not None), None)
        if m is None or self.phrases[m].alias or self.phrases[m].nested:
            return None
        return m

    def _describe(self, phrase: Phrase, cluster: Cluster) -> None:
        """A description in apposition: its role, kind and country go to the named actor."""
        if phrase.name is None:
            self._give_role(phrase, cluster)
            if phrase.noun is not None and not cluster.known and (cluster.kind == "other" or not cluster.sectors):
                cluster.kind = "person" if phrase.noun.unit != "group" and not phrase.plural else phrase.noun.kind
                cluster.sectors = phrase.noun.sectors
            cluster.labels.append(phrase.words)
            cluster.decisions.append(Decision("identity", "apposition", self.parse.span(phrase.first, phrase.last)))

    # ---- names ----------------------------------------------------------------------------------------------------

    def _name(self, phrase: Phrase) -> Cluster:
        assert phrase.name is not None
        if phrase.alias:
            return self._known_name(phrase)
        text = self._text(phrase.name.first, phrase.name.last)
        words = name_words(text)
        if phrase.name.body is not None and not phrase.titles:
            return self._body(phrase, text, words)
        return self._person(phrase, text, words)

    def _choose(self, aliases: tuple[Alias, ...]) -> Alias:
        """Of several actors of one name the one whose country the story names most."""
        if len(aliases) == 1:
            return aliases[0]
        actors = self.register.actors
        return max(aliases, key=lambda a: (a.actor in self.by_key, self.nations[actors[a.actor].country], -aliases.index(a)))

    def _known_name(self, phrase: Phrase) -> Cluster:
        alias = self._choose(phrase.alias)
        known = self.register.actors[alias.actor]
        key = alias.actor
        rule = f"register.{alias.form}"
        if alias.form == "people":
            key = f"people-{alias.actor}"
            cluster = self._by(key, phrase, self._text(phrase.core_first, phrase.last), "population", rule)
            cluster.country, cluster.sectors, cluster.plural = known.country, ("CVL",), True
            return cluster
        if alias.form == "metonym" and self._is_location(phrase):
            cluster = self._by(f"place-{plain(' '.join(alias.words))}", phrase, self._text(phrase.core_first, phrase.last), "other", "metonym.location")
            cluster.is_actor = False
            return cluster
        cluster = self._by(key, phrase, known.name, known.kind, rule)
        cluster.known, cluster.country, cluster.sectors, cluster.named = known, known.country, known.sectors, True
        label = frozenset(alias.words)
        if label not in cluster.labels:
            cluster.labels.append(label)
            for word in alias.words:
                self._index(self.by_head, word, cluster)
        return cluster

    def _by(self, key: str, phrase: Phrase, name: str, kind: str, rule: str) -> Cluster:
        cluster = self.by_key.get(key)
        if cluster is None:
            cluster = self.by_key[key] = self._new(phrase, name, kind, True, rule)
            cluster.key = key
        return cluster

    def _is_location(self, phrase: Phrase) -> bool:
        t = self.tokens[phrase.head]
        return t.dep == "pobj" and self.tokens[t.head].lower in LOCATIVE

    def _index(self, table: dict[str, list[Cluster]], word: str, cluster: Cluster) -> None:
        held = table.setdefault(word, [])
        if cluster not in held:
            held.append(cluster)

    def _body(self, phrase: Phrase, text: str, words: list[str]) -> Cluster:
        """A capitalised body that the register doesn't know."""
        assert phrase.name is not None and phrase.name.body is not None
        body = phrase.name.body
        keys = tuple(word_key(w) for w in words)
        same = self._by_words(keys, lambda c: c.kind != "person")
        if same is not None:
            return same
        thing = body.kind == "thing"
        cluster = self._new(phrase, text, "other" if thing else body.kind, not thing, f"shape.{body.id}")
        cluster.named, cluster.sectors = True, body.sectors
        cluster.country = self._nation(phrase)
        self._remember(cluster, keys, words)
        for w in words:
            self._index(self.by_head, plain(w), cluster)
        cluster.labels.append(frozenset(plain(w) for w in words))
        return cluster

    def _by_words(self, keys: tuple[str, ...], fits: object) -> Cluster | None:
        """The latest named cluster of which these words are the end or the whole."""
        if not keys:
            return None
        for cluster in reversed(self.by_word.get(keys[-1], [])):
            if not fits(cluster):  # type: ignore[operator]
                continue
            if any(_is_part(keys, n) or _is_part(n, keys) and len(n) > 1 for n in cluster.names):
                return cluster
        return None

    def _remember(self, cluster: Cluster, keys: tuple[str, ...], words: list[str]) -> None:
        if keys and keys not in cluster.names:
            cluster.names.append(keys)
            cluster.raw.append(tuple(plain(w) for w in words))
            for key in set(keys):
                self._index(self.by_word, key, cluster)

    def _person(self, phrase: Phrase, text: str, words: list[str]) -> Cluster:
        keys = tuple(word_key(w) for w in words)
        same = self._same_person(keys, words, phrase)
        if same is not None:
            self._remember(same, keys, words)
            if len(text) > len(same.name) and same.known is None and same.kind == "person":
                same.name = text
            self._give_role(phrase, same)
            return same
        acronym = self.acronyms.get(text)
        if acronym is not None:
            return acronym
        known = self._known_person(phrase, text, words)
        if known is not None:
            cluster = self.by_key.get(known.id)
            if cluster is None:
                cluster = self.by_key[known.id] = self._new(phrase, known.name, "person", True, "register.person")
                cluster.key, cluster.known = known.id, known
                cluster.country = known.country
                cluster.sectors = known.sectors_at(self.date)
                cluster.role = known.role_at(self.date)
                for other in (known.name, *known.aliases):
                    parts = name_words(other)
                    self._remember(cluster, tuple(word_key(w) for w in parts), parts)
        else:
            person = self._is_person(phrase, words)
            cluster = self._new(phrase, text, "person" if person else "other", True, "shape.person" if person else "shape.name")
            cluster.country = self._nation(phrase)
        cluster.named = True
        self._remember(cluster, keys, words)
        self._give_role(phrase, cluster)
        return cluster

    def _same_person(self, keys: tuple[str, ...], words: list[str], phrase: Phrase) -> Cluster | None:
        if not keys:
            return None
        raw = tuple(plain(w) for w in words)
        for cluster in reversed(self.by_word.get(keys[-1], [])):
            for other, plainly in zip(cluster.names, cluster.raw, strict=True):
                if _same_name(keys, raw, other, plainly):
                    return cluster
        return None

    def _known_person(self, phrase: Phrase, text: str, words: list[str]) -> Known | None:
        nation = self._nation(phrase)
        if len(words) == 1 and not phrase.titles and not self._acts_human(phrase):
            return None
        for person in self.register.persons.find(text, self.date, nation):
            if nation is not None and person.country != nation and person.country not in {None, "IGO"}:
                continue
            if len(words) == 1:
                country = person.country
                post = person.post_at(self.date)
                from dateline.knowledge.persons import rank

                if not (nation or self.nations[country]) or post is None or rank(post.role) < 4:
                    continue
            elif nation is None and person.country and not self.nations[person.country] and self.nations:
                continue
            return person
        return None

    def _acts_human(self, phrase: Phrase) -> bool:
        t = self.tokens[phrase.head]
        return t.dep in SUBJECTS and self.tokens[t.head].lemma in SPEECH or t.dep == "poss"

    def _is_person(self, phrase: Phrase, words: list[str]) -> bool:
        if phrase.titles or phrase.noun is not None and phrase.noun.unit != "group":
            return True
        if len(words) > 1:
            return self.register.persons.is_given(word_key(words[0])) or self._acts_human(phrase)
        return self._acts_human(phrase) and not words[0].isupper()

    def _nation(self, phrase: Phrase) -> str | None:
        """The country that a phrase names inside itself: "Iraqi", "of Iraq", "Iraq's"."""
        for k in range(phrase.first, phrase.last + 1):
            m = self.at_head.get(k)
            if m is not None and self.phrases[m].alias and self.phrases[m] is not phrase:
                return self.register.actors[self._choose(self.phrases[m].alias).actor].country
        if phrase.of is not None and self.phrases[phrase.of].alias:
            return self.register.actors[self._choose(self.phrases[phrase.of].alias).actor].country
        return None

    def _give_role(self, phrase: Phrase, cluster: Cluster) -> None:
        """Role, kind and sectors from a title or description."""
        if phrase.title is not None:
            role = self._text(*phrase.title)
        elif phrase.name is None and phrase.noun is not None:
            last = self.phrases[phrase.of].last if phrase.of is not None else phrase.last
            role = self._text(phrase.core_first, last)
        else:
            return
        for word in role.lower().replace("-", " ").split():
            cluster.heads.add(word)
            self._index(self.by_head, word, cluster)
        for title in phrase.titles:
            cluster.gender = cluster.gender or title.gender
            if title.sectors and not cluster.sectors:
                cluster.sectors = title.sectors
            cluster.kind = cluster.kind if cluster.known else "person"
        if phrase.noun is not None and not cluster.sectors:
            cluster.sectors = phrase.noun.sectors
        if cluster.kind == "person":
            cluster.role = role if cluster.role is None or cluster.known is None else cluster.role
            if cluster.country is None:
                cluster.country = self._nation(phrase)

    # ---- descriptions ---------------------------------------------------------------------------------------------

    def _nominal(self, phrase: Phrase) -> Cluster:
        noun = phrase.noun
        text = self._text(phrase.core_first, phrase.last)
        if phrase.of is not None and phrase.of < len(self.phrases):
            text = self._text(phrase.core_first, self.phrases[phrase.of].last)
        head = self.tokens[phrase.head].lemma
        if noun is None:
            same = self.by_label.get(phrase.words) if phrase.definite else None
            if same is not None and not same.is_actor:
                return same
            cluster = self._new(phrase, text, "other", False)
            cluster.labels.append(phrase.words)
            self.by_label[phrase.words] = cluster
            return cluster
        nation = self._nation(phrase)
        found = self._described(phrase, head, nation)
        if found is not None:
            return found
        kind = noun.kind
        if phrase.anonymous:
            kind = "anonymous"
        elif kind == "person" and phrase.plural:
            kind = "population" if "CVL" in noun.sectors else noun.kind
        cluster = self._new(phrase, text, kind, True, noun.id)
        cluster.sectors, cluster.country = noun.sectors, nation
        cluster.plural = phrase.plural
        cluster.labels.append(phrase.words)
        cluster.heads.add(head)
        self.by_label[phrase.words] = cluster
        self._index(self.by_head, head, cluster)
        return cluster

    def _described(self, phrase: Phrase, head: str, nation: str | None) -> Cluster | None:
        """The earlier actor that a description means."""
        same = self.by_label.get(phrase.words)
        noun = phrase.noun
        assert noun is not None
        if same is not None and same.is_actor and (phrase.definite or phrase.plural or noun.unit == "group") and _agree(same, nation):
            return same
        if not phrase.definite:
            return None
        for cluster in reversed(self.by_head.get(head, [])[-MAX_BACK:]):
            if not cluster.is_actor or cluster.plural != phrase.plural and cluster.kind == "person" or not _agree(cluster, nation):
                continue
            if self._compatible(phrase, cluster, head):
                return cluster
        kinds = ANAPHORS.get(head)
        if kinds is None or len(phrase.words) > 1:
            return None
        for cluster in sorted(self.actors[-60:], key=lambda c: -c.last):
            state = cluster.known is not None and cluster.key == cluster.country
            if cluster.named and (cluster.kind in kinds and not state or "state" in kinds and state) and _agree(cluster, nation):
                return cluster if not phrase.plural else None
        return None

    def _compatible(self, phrase: Phrase, cluster: Cluster, head: str) -> bool:
        words = phrase.words - {head}
        if cluster.kind == "person":
            return words <= cluster.heads | {"former", "then", "late"} if cluster.heads else False
        return any(words <= label or label - {head} <= words and not cluster.named for label in cluster.labels)

    # ---- pronouns -------------------------------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase) -> Cluster:
        word = phrase.pronoun
        t = self.tokens[phrase.head]
        if t.tag in RELATIVE_TAGS:
            found = self._relative(t)
        elif word in PERSONAL:
            gender = "she" if word in {"she", "her", "hers", "herself"} else "he"
            found = self._antecedent(t, lambda c: c.human and c.gender in {"", gender}, 4)
            if found is not None and not found.gender:
                found.gender = gender
            if found is not None and found.kind == "other":
                found.kind = "person"
        elif word in PLURAL:
            found = self._antecedent(t, lambda c: c.plural, 3) or self._antecedent(t, lambda c: c.is_actor and not c.human, 3)
        elif word in NEUTER and t.dep != "expl":
            found = self._antecedent(t, lambda c: not c.plural and c.is_actor and (c.kind not in {"person", "population"} or c.kind == "anonymous"), 4)
        else:
            found = None
        return found if found is not None else self._new(phrase, t.text, "other", False)

    def _relative(self, t: Token) -> Cluster | None:
        """The noun that a relative pronoun stands for: the head of its clause."""
        k = t.i
        for _ in range(6):
            if self.tokens[k].dep == "relcl":
                m = self.at_head.get(self.tokens[k].head)
                return self.of[m] if m is not None else None
            if self.tokens[k].head == k:
                return None
            k = self.tokens[k].head
        return None

    def _antecedent(self, t: Token, fits: object, reach: int) -> Cluster | None:
        """The best earlier cluster: near, a subject, often named."""
        best, score = None, -1.0
        for cluster in reversed(self.actors[-120:]):
            back = t.sent - cluster.sentence
            if back > reach or back < 0 or cluster.last >= t.i or not fits(cluster):  # type: ignore[operator]
                continue
            value = 10.0 - 2.5 * back + (3.0 if cluster.subject else 0.0) + (1.5 if cluster.named else 0.0) + min(cluster.count, 6) * 0.25
            if back == 0 and self._same_clause(cluster.last, t.i) and t.dep not in SUBJECTS | {"poss"}:
                value -= 4.0
            if value > score:
                best, score = cluster, value
        return best

    def _same_clause(self, a: int, b: int) -> bool:
        return self.tokens[a].head == self.tokens[b].head

    def _text(self, first: int, last: int) -> str:
        return self.parse.span(first, last).of(self.parse.text)


def form_of(phrase: Phrase, cluster: Cluster) -> Form:
    """How a phrase says its actor."""
    if phrase.pronoun:
        return "pronoun"
    if phrase.alias:
        kind = phrase.alias[0].form
        if kind in {"adjective", "people"} or phrase.nested and cluster.key == cluster.country and cluster.country:
            return "demonym"
        return "metonym" if kind == "metonym" else "name"
    if phrase.name is not None:
        return "name"
    return "title" if phrase.titles and cluster.kind == "person" else "nominal"


def _is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether words are the end of a name, or the whole with words between left out."""
    if len(short) > len(long):
        return False
    if short == long[-len(short) :]:
        return True
    rest = iter(long)
    return len(short) > 1 and all(w in rest for w in short)


def _agree(cluster: Cluster, nation: str | None) -> bool:
    return nation is None or cluster.country is None or cluster.country == nation


def _alike(a: str, b: str) -> bool:
    return a == b or JaroWinkler.similarity(a, b) >= 0.8


def _same_name(keys: tuple[str, ...], raw: tuple[str, ...], other: tuple[str, ...], plainly: tuple[str, ...]) -> bool:
    """Whether two names of the story are one person's: the shorter one's words stand in the longer one, surnames alike."""
    short, long = (keys, other) if len(keys) <= len(other) else (other, keys)
    short_raw, long_raw = (raw, plainly) if len(keys) <= len(other) else (plainly, raw)
    if len(short) == 1:
        at = len(long) - 1 - long[::-1].index(short[0]) if short[0] in long else -1
        return at >= 0 and (at > 0 or len(long) == 1) and _alike(short_raw[0], long_raw[at])
    if short[-1] not in long or not _alike(short_raw[-1], long_raw[long.index(short[-1])]):
        return False
    return all(w in long for w in short[:-1])
