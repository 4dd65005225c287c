"""Names of persons > clusters: full name, surname, another spelling, the register's person of that name."""

from __future__ import annotations

from dateline.knowledge.world.persons import WEIGHTY
from dateline.knowledge.world.register import Known
from dateline.knowledge.world.spelling import plain, word_key
from dateline.language.labels import Dep, Tag
from dateline.mentions.actors.held_roles import fill_person, give_role
from dateline.mentions.actors.speakers import unnamed_before
from dateline.mentions.clusters.called import middle_initials, name_marks, name_of
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.kinds import Nature, Sign
from dateline.mentions.clusters.state import State
from dateline.mentions.clusters.story_nations import SUBJECTS
from dateline.mentions.clusters.told_offices import awaited
from dateline.mentions.phrases.phrase import Phrase
from dateline.record import Decision

SHORTEST = 6  # letters of a surname of which another spelling is looked for
LOOK_BACK = 80  # actors looked back for one
# Kinds of nouns for bodies and for their people: "entrepreneur Ada Brunn", but "newspaper Le Monde".
NAMED_BY_TRADE = frozenset({"company", "media", "population", "other"})
CALLED = frozenset({"person", "other", "company", "media"})
PERSONAL = Dep.SUBJECTS | {Dep.POSSESSOR, Dep.OBJECT}


def resolve_person(state: State, phrase: Phrase, text: str, words: list[str]) -> Cluster:
    """The cluster of a name that no body has: a person of the story or the register, a place, or something new."""
    if _is_kin(state, phrase, words):
        return state.new(phrase, text, Nature("other", is_actor=False))
    spouse = _spouse(state, phrase, words)
    if spouse is not None:
        text, words = f"{text} {spouse}", [*words, spouse]
    marks = name_marks(text, state.words.shapes["generations"])
    same = _same_person(state, words, marks, _told(state, phrase))
    if same is not None:
        _learn(state, phrase, same, text, words)
        same.called.marks |= marks
        give_role(state, phrase, same)
        return same
    cluster = _open(state, phrase, text, words)
    cluster.named = True
    cluster.called.marks |= marks
    if not cluster.gender and cluster.kind == "person":
        cluster.gender = state.words.gender_names.get(plain(words[0]), "") if len(words) > 1 else ""
    state.remember(cluster, words)
    give_role(state, phrase, cluster)
    return cluster


def _is_kin(state: State, phrase: Phrase, words: list[str]) -> bool:
    """Whether a lone name only tells whose kin somebody is: "the Brunn brothers"."""
    head = state.tokens[state.tokens[phrase.head].head].lemma
    return phrase.nested and len(words) == 1 and head in state.words.shapes["kin"]


def _open(state: State, phrase: Phrase, text: str, words: list[str]) -> Cluster:
    """The cluster of a name that the story has not named yet."""
    known = _known_person(state, phrase, text, words)
    waiting = _waiting(state, phrase, words, known)
    if waiting is not None:
        _take_name(state, waiting, phrase, text, known)
        return waiting
    if known is not None:
        cluster = state.keyed(known.id, phrase, known.name, Nature("person"), "register.person")
        if cluster.known is None:
            fill_person(state, cluster, known)
        return cluster
    if not phrase.titles and phrase.noun is None and any(h in state.places for h in phrase.heads):
        return state.new(phrase, text, Nature("other", is_actor=False), "gazetteer")
    if _is_person(state, phrase, words):
        cluster = state.new(phrase, text, Nature("person"), "shape.person")
        cluster.country = state.homeland(phrase)
        return cluster
    unsure = not _has_article(state, phrase) and (len(words) > 1 or not phrase.nested)
    kind = phrase.noun.kind if phrase.noun is not None else "other"
    cluster = state.new(phrase, text, Nature(kind, guessed=True, unsure=unsure), "shape.name")
    if phrase.noun is not None:
        cluster.belong(state.nation(phrase), phrase.noun.sectors)
    return cluster


def _waiting(state: State, phrase: Phrase, words: list[str], known: Known | None) -> Cluster | None:
    """Somebody described before, by his office or as a speaker, whose name this is."""
    if (known is None or known.id not in state.by_key) and (office := awaited(state, words)) is not None:
        return office
    if (known is not None and known.id in state.by_key) or len(words) < 2:
        return None
    if known is None and not _is_person(state, phrase, words):
        return None
    return unnamed_before(state, phrase, _told(state, phrase), known.country if known else state.homeland(phrase))


def _take_name(state: State, cluster: Cluster, phrase: Phrase, text: str, known: Known | None) -> None:
    """Give somebody described before a name, and what the register knows under it."""
    cluster.name, cluster.named = text, True
    cluster.decisions.append(Decision("identity", "named.later", state.parse.span(phrase.first, phrase.last)))
    if known is not None:
        _know(state, cluster, known)


def _know(state: State, cluster: Cluster, known: Known) -> None:
    """Take somebody of the story for the register's."""
    cluster.key, cluster.name = known.id, known.name
    state.by_key[known.id] = cluster
    fill_person(state, cluster, known)


def _learn(state: State, phrase: Phrase, same: Cluster, text: str, words: list[str]) -> None:
    """What another mention of a person tells: a longer name, that it is a person, and which one of the register."""
    if same.kind == "other" and same.nature.unsure:
        full = len(words) > 1 and _is_person(state, phrase, words)
        if full or _is_surname(state, phrase, same, words):
            state.show(same, Sign.FULL_NAME)
    lone = same.called.by_one_word()
    state.remember(same, words)
    if same.known is not None or same.kind != "person" or not same.named:
        return
    if len(text) > len(same.name):
        same.name = text
    if lone and len(words) > 1:
        known = _known_person(state, phrase, text, words)
        if known is not None and known.id not in state.by_key:
            _know(state, same, known)


def _spouse(state: State, phrase: Phrase, words: list[str]) -> str | None:
    """The surname that a first name shares with the full name behind its "and": "David and Louise Turpin"."""
    tokens = state.tokens
    if phrase.name is None or len(words) != 1 or phrase.title is not None:
        return None
    k = phrase.name.last + 1
    if k + 2 >= len(tokens) or tokens[k].lower not in {"and", "&"}:
        return None
    given = state.register.persons.is_given
    first, last = tokens[k + 1].text, tokens[k + 2].text
    names = state.words.gender_names
    known = all(given(w) or plain(w) in names for w in (words[0], first))
    free = state.by_word.get(word_key(words[0])) is None
    return last if known and free and last[:1].isupper() and tokens[k + 2].pos == "PROPN" else None


def _is_surname(state: State, phrase: Phrase, cluster: Cluster, words: list[str]) -> bool:
    """Whether a lone word that acts is the end of an unknown name: only people are called so."""
    name = cluster.name.split()
    acts = state.tokens[phrase.head].dep in PERSONAL and not _has_article(state, phrase)
    return acts and len(words) == 1 and 1 < len(name) < 5 and plain(name[-1]) == plain(words[0])


def _has_article(state: State, phrase: Phrase) -> bool:
    """Whether an article stands before a bare name: persons take none."""
    return phrase.title is None and state.tokens[phrase.first].tag == Tag.DETERMINER


def _told(state: State, phrase: Phrase) -> frozenset[str]:
    """What a title before a name or an apposition behind it says of its bearer: "Moreau, the harbour master"."""
    title = phrase.title
    before = {t.lower for t in state.tokens[title[0] : title[1] + 1]} if title is not None else set()
    return frozenset(before) | state.beside.get(phrase.head, frozenset())


def _same_person(state: State, words: list[str], marks: set[str], told: frozenset[str]) -> Cluster | None:
    """The thing of the story that a name means, if it was named before; of namesakes the one of whom more is told."""
    name = name_of(words)
    if not name.keys:
        return None
    for key in dict.fromkeys((name.keys[-1], name.keys[0])):
        bearers = [c for c in state.by_word.get(key, []) if c.kind in CALLED and not c.called.clashes(marks)]
        found = [c for c in bearers if c.called.fits(name)]
        if len(found) > 1 and told:
            most = max(len(told & c.described.heads) for c in found)
            found = [c for c in found if len(told & c.described.heads) == most]
        if found:
            latest = max(found, key=lambda c: (c.seen.sentence, c.seen.count))
            main = max(found, key=lambda c: c.seen.count)
            # Who bears most of the story keeps the bare surname, also behind a namesake.
            return main if len(name.keys) == 1 and main.seen.count >= 2 * latest.seen.count else latest
    return _misspelt(state, name.plain[0]) if len(name.keys) == 1 else None


def _misspelt(state: State, surname: str) -> Cluster | None:
    """The latest person whose surname this is in another spelling."""
    if len(surname) < SHORTEST:
        return None
    people = (c for c in reversed(state.actors[-LOOK_BACK:]) if c.kind == "person" and c.named)
    return next((c for c in people if c.called.ends_like(surname)), None)


def _known_person(state: State, phrase: Phrase, text: str, words: list[str]) -> Known | None:
    """The person of the register, if name, country and post leave no doubt."""
    nation = state.nation(phrase)
    if nation not in state.register.actors:
        nation = None  # a code of no country: "Al-Qaeda founder" says nothing of his nation
    lone = len(words) == 1
    titled = _titled(state, phrase, text) if lone and phrase.title is not None else None
    if titled is not None:
        return titled
    leader = _leader(state, phrase, words[0], nation) if lone else None
    if leader is not None:
        return leader
    if lone and not phrase.titles and not _acts(state, phrase):
        return None
    marks = middle_initials(text)
    for person in state.register.persons.find(text, state.date, nation):
        country = person.country
        held = [m for n in (person.name, *person.aliases) if (m := middle_initials(n))]
        if marks and held and marks not in held:
            continue
        if nation is not None and country != nation and country not in {None, "IGO"}:
            continue
        near = nation is not None or (
            country is not None and (country in state.nations.named or state.nations.counts[country] > 0)
        )
        post = person.post_at(state.date)
        if lone and (not near or post is None or post.rank < WEIGHTY or len(text) < 3):
            continue
        if not lone and not near and (person.weight < WEIGHTY or not _is_spelled(text, person)):
            continue
        return person
    return None


def _leader(state: State, phrase: Phrase, surname: str, nation: str | None) -> Known | None:
    """The head of state or government of a lone surname, unless the story gives a namesake's full name."""
    if phrase.nested or _has_article(state, phrase):
        return None
    leader = state.register.persons.leader(surname, state.date, state.nations.named)
    if leader is None or nation not in {None, leader.country}:
        return None
    own = {plain(w) for n in (leader.name, *leader.aliases) for w in n.split()}
    return leader if state.full.get(plain(surname), set()) <= own else None


def _titled(state: State, phrase: Phrase, text: str) -> Known | None:
    """The person whom the register knows by title and first name: "Pope Francis", "Queen Elizabeth"."""
    assert phrase.title is not None and phrase.name is not None
    full = state.text(phrase.title[0], phrase.name.last)
    found = state.register.persons.find(full, state.date)
    return next((p for p in found if plain(full) in {plain(n) for n in (p.name, *p.aliases)}), None)


def _is_spelled(text: str, person: Known) -> bool:
    """Whether a name stands letter for letter in the register; the hand-checked are known in other spellings too."""
    return person.prominent or plain(text) in {plain(n) for n in (person.name, *person.aliases)}


def _acts(state: State, phrase: Phrase) -> bool:
    t = state.tokens[phrase.head]
    return (t.dep in SUBJECTS and state.tokens[t.head].lemma in state.words.shapes["speech"]) or t.dep == Dep.POSSESSOR


def _is_person(state: State, phrase: Phrase, words: list[str]) -> bool:
    """Whether a name is a person's: by title, noun, given name, surname or what it does."""
    if phrase.titles or (phrase.noun is not None and phrase.noun.unit != "group"):
        return True
    first = plain(words[0])
    if phrase.noun is not None:
        return len(words) > 1 and phrase.noun.kind in NAMED_BY_TRADE and first in state.words.gender_names
    if len(words) > 1:
        given = first in state.words.gender_names or state.register.persons.is_given(words[0])
        return ((given or _ends_in_surname(state, phrase, words)) and not words[-1].isupper()) or _speaks(state, phrase)
    return _speaks(state, phrase) and not words[0].isupper()


def _ends_in_surname(state: State, phrase: Phrase, words: list[str]) -> bool:
    """Whether two or three capitalised words look like a name: the last is a known surname, none a body's."""
    last = plain(words[-1])
    if len(words) > 3 or _has_article(state, phrase) or last not in state.register.persons.surnames:
        return False
    return not any(w.lower() in state.words.bodies or w.lower() in state.words.agents for w in words)


def _speaks(state: State, phrase: Phrase) -> bool:
    t = state.tokens[phrase.head]
    return t.dep == Dep.SUBJECT and state.tokens[t.head].lemma in state.words.shapes["speech"]
