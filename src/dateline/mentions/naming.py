"""Named phrases > clusters: register name, full name, surname, acronym."""

from __future__ import annotations

import re

from rapidfuzz.distance import JaroWinkler

from dateline.knowledge.register import Alias, Known
from dateline.knowledge.spelling import name_words, plain, word_key
from dateline.mentions.clusters import MAX_BACK, SUBJECTS, Cluster, State
from dateline.mentions.organs import context_country, organ_key
from dateline.mentions.phrase import Phrase
from dateline.mentions.roles import fill_person, give_role

WEIGHTY = 4  # rank of the posts whose holders are known without their country: foreign ministers and above
TYPO = 0.94
CALLED = frozenset({"person", "other", "company"})


def resolve_name(state: State, phrase: Phrase) -> Cluster:
    """The cluster of a phrase that ends in a name."""
    assert phrase.name is not None
    if phrase.alias:
        return _known(state, phrase)
    text = state.text(phrase.name.first, phrase.name.last)
    words = name_words(text)
    acronym = _acronym(state, phrase, text)
    if acronym is not None:
        return acronym
    if phrase.name.body is not None and not phrase.titles:
        return _body(state, phrase, text, words)
    return _person(state, phrase, text, words)


def _known(state: State, phrase: Phrase) -> Cluster:
    """A state or body of the register under one of its names."""
    alias = state.choose(phrase.alias)
    known = state.register.actors[alias.actor]
    rule = f"register.{alias.form}"
    if known.kind == "population":
        cluster = state.keyed(f"people-{known.id}", phrase, known.name, "population", rule)
        if alias.form == "adjective" and cluster.count == 0:
            cluster.is_actor = False
        elif alias.form == "people":
            cluster.is_actor = cluster.plural = True
        cluster.sectors = known.sectors
        return cluster
    if alias.form == "people":
        cluster = state.keyed(
            f"people-{alias.actor}",
            phrase,
            state.text(phrase.core_first, phrase.name.last if phrase.name else phrase.last),
            "population",
            rule,
        )
        cluster.country, cluster.sectors, cluster.plural = known.country, ("CVL",), True
        return cluster
    if alias.form == "region" or (
        alias.form == "adjective" and known.kind == "government" and known.id != known.country
    ):
        return _region(state, phrase, known, rule)
    if alias.form == "metonym" and _is_location(state, phrase):
        key = f"place-{'-'.join(alias.words)}"
        cluster = state.keyed(key, phrase, state.text(phrase.core_first, phrase.last), "other", "metonym.location")
        cluster.is_actor = False
        return cluster
    cluster = state.keyed(alias.actor, phrase, known.name, known.kind, rule)
    cluster.known, cluster.country, cluster.sectors, cluster.named = known, known.country, known.sectors, True
    _learn_labels(state, cluster, alias)
    return cluster


def _region(state: State, phrase: Phrase, known: Known, rule: str) -> Cluster:
    """A part of a country: an actor only where it does something itself ("Texas sued"), else a place."""
    t = state.tokens[phrase.head]
    acts = not phrase.nested and t.dep in {"nsubj", "agent"} and state.tokens[t.head].lemma != "be"
    cluster = state.keyed(known.id, phrase, known.name, "government", rule)
    if cluster.count == 0:
        cluster.country, cluster.sectors, cluster.named, cluster.region = known.country, known.sectors, True, True
        cluster.is_actor = acts
        state.actors.remove(cluster)
    if acts:
        state.promote(cluster)
    return cluster


def _learn_labels(state: State, cluster: Cluster, alias: Alias) -> None:
    for words in (alias.words, tuple(plain(w) for w in cluster.name.replace("-", " ").split())):
        label = frozenset(words)
        if label not in cluster.labels:
            cluster.labels.append(label)
            for word in words:
                state.index(state.by_head, word, cluster)


def _is_location(state: State, phrase: Phrase) -> bool:
    t = state.tokens[phrase.head]
    return t.dep == "pobj" and state.tokens[t.head].lower in state.words.shapes["locative"]


def _acronym(state: State, phrase: Phrase, text: str) -> Cluster | None:
    """The body whose initials stand in brackets right behind its name, or the one that got this acronym before."""
    held = state.by_key.get(f"acronym-{text}")
    if held is not None:
        return held
    tokens = state.tokens
    first, last = phrase.name.first, phrase.name.last  # type: ignore[union-attr]
    if not re.fullmatch(r"[A-Z][A-Za-z]{0,3}[A-Z]+s?", text) or first < 2 or tokens[first - 1].text != "(":
        return None
    if last + 1 >= len(tokens) or tokens[last + 1].text != ")":
        return None
    before = next((p for p in state.phrases if p.last == first - 2 and p.name is not None and not p.nested), None)
    number = state.phrases.index(before) if before is not None else None
    cluster = state.of[number] if number is not None else None
    if before is not None and cluster is not None and before.name is not None:
        initials = "".join(t.text[0] for t in tokens[before.first : before.last + 1] if t.text[:1].isupper())
        if initials and text.strip("s")[0] in initials:
            state.by_key[f"acronym-{text}"] = cluster
            return cluster
    return None


def _body(state: State, phrase: Phrase, text: str, words: list[str]) -> Cluster:
    """A capitalised body that the register doesn't know."""
    assert phrase.name is not None and phrase.name.body is not None
    body = phrase.name.body
    keys = tuple(word_key(w) for w in words)
    nation = state.nation(phrase)
    same = _same_body(state, keys, words, nation)
    if same is not None:
        return same
    country = nation or _country_inside(state, words)
    if country is None and body.kind in {"government", "military"}:
        country = context_country(state, phrase)
    lower = [plain(w) for w in words if w not in {"of", "and", "the", "for"}]
    key = organ_key(state, lower, country) if body.kind in {"government", "military"} else None
    thing = body.kind == "thing"
    if key is not None:
        cluster = state.keyed(key, phrase, text, body.kind, f"shape.{body.id}")
    else:
        cluster = state.new(phrase, text, "other" if thing else body.kind, not thing, f"shape.{body.id}")
    cluster.named, cluster.sectors, cluster.country = True, body.sectors, country
    cluster.shape = True
    state.remember(cluster, words)
    if len(words) > 2 and plain(words[-1]) in state.words.bodies:
        state.remember(cluster, words[:-1])
    for w in lower:
        state.index(state.by_head, w, cluster)
    cluster.labels.append(frozenset(lower))
    return cluster


def _country_inside(state: State, words: list[str]) -> str | None:
    """The country that a body's own name ends or begins with ("Supreme Court of Canada", "Libyan House ...")."""
    for size in (2, 1):
        for part in (words[-size:], words[:size]):
            for known in state.register.named(" ".join(part)) if len(part) == size else ():
                if known.id == known.country:
                    return known.country
    return None


def _is_short(keys: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether words are a body's name, its end ("Security Council") or its beginning, or the other way round."""
    if keys == name[-len(keys) :] or (len(keys) > 1 and keys == name[: len(keys)]):
        return True
    return len(name) > 1 and name == keys[-len(name) :]


def _same_body(state: State, keys: tuple[str, ...], words: list[str], nation: str | None) -> Cluster | None:
    """The latest body of which these words are the end or the whole, or, for a lone "Court", one with that word."""
    if not keys:
        return None
    for cluster in reversed(state.by_word.get(keys[-1], [])):
        near = cluster.country is None or nation is None or cluster.country == nation
        if cluster.kind != "person" and near and any(_is_short(keys, name) for name in cluster.names):
            return cluster
    own = {plain(w) for w in words}
    for cluster in reversed(state.by_head.get(plain(words[-1]), [])[-MAX_BACK:]):
        near = cluster.named and cluster.kind != "person" and nation in {None, cluster.country}
        if near and (len(words) == 1 or any(own <= label for label in cluster.labels)):
            return cluster
    return None


def _person(state: State, phrase: Phrase, text: str, words: list[str]) -> Cluster:
    keys = tuple(word_key(w) for w in words)
    if (
        phrase.nested
        and len(words) == 1
        and state.tokens[state.tokens[phrase.head].head].lemma in state.words.shapes["kin"]
    ):
        return state.new(phrase, text, "other", False)
    same = _same_person(state, keys, words)
    if same is not None:
        state.remember(same, words)
        if len(text) > len(same.name) and same.known is None and same.kind == "person" and same.named:
            same.name = text
        give_role(state, phrase, same)
        return same
    known = _known_person(state, phrase, text, words)
    if known is not None:
        cluster = state.keyed(known.id, phrase, known.name, "person", "register.person")
        if cluster.known is None:
            fill_person(state, cluster, known)
    elif not phrase.titles and phrase.noun is None and any(h in state.places for h in phrase.heads):
        cluster = state.new(phrase, text, "other", False, "gazetteer")
    else:
        person = _is_person(state, phrase, words)
        cluster = state.new(
            phrase, text, "person" if person else "other", True, "shape.person" if person else "shape.name"
        )
        cluster.country = state.homeland(phrase) if person else None
        cluster.shape = not person
        if not person and phrase.noun is not None:
            cluster.kind, cluster.sectors, cluster.country = phrase.noun.kind, phrase.noun.sectors, state.nation(phrase)
    cluster.named = True
    cluster.unsure = cluster.shape and not _has_article(state, phrase) and (len(words) > 1 or not phrase.nested)
    if not cluster.gender and cluster.kind == "person":
        cluster.gender = state.words.gender_names.get(plain(words[0]), "") if len(words) > 1 else ""
    state.remember(cluster, words)
    give_role(state, phrase, cluster)
    return cluster


def _has_article(state: State, phrase: Phrase) -> bool:
    """Whether an article stands before a bare name: persons take none."""
    return phrase.title is None and state.tokens[phrase.first].tag == "DT"


def _same_person(state: State, keys: tuple[str, ...], words: list[str]) -> Cluster | None:
    if not keys:
        return None
    raw = tuple(plain(w) for w in words)
    for key in dict.fromkeys((keys[-1], keys[0])):
        found = [c for c in state.by_word.get(key, []) if c.kind in CALLED and _same_name(keys, raw, c)]
        if found:
            latest = max(found, key=lambda c: (c.sentence, c.count))
            main = max(found, key=lambda c: c.count)
            # Who bears most of the story keeps the bare surname, also behind a namesake.
            return main if len(keys) == 1 and main.count >= 2 * latest.count else latest
    if len(keys) == 1 and len(raw[0]) > 5:
        for cluster in reversed(state.actors[-80:]):
            if (
                cluster.kind == "person"
                and cluster.named
                and any(JaroWinkler.similarity(raw[0], r[-1]) >= TYPO for r in cluster.raw)
            ):
                return cluster
    return None


def _same_name(keys: tuple[str, ...], raw: tuple[str, ...], cluster: Cluster) -> bool:
    """Whether a name means a cluster: the shorter's words stand in the longer one, and nothing contradicts."""
    full = max(zip(cluster.names, cluster.raw, strict=True), key=lambda n: len(n[0]))
    if len(keys) > 1 and len(full[0]) > 1 and keys[-1] in full[0] and keys[0] not in full[0] and full[0][0] not in keys:
        return False
    return any(_fits(keys, raw, other, plainly) for other, plainly in zip(cluster.names, cluster.raw, strict=True))


def _fits(keys: tuple[str, ...], raw: tuple[str, ...], other: tuple[str, ...], plainly: tuple[str, ...]) -> bool:
    short, long, short_raw, long_raw = (
        (keys, other, raw, plainly) if len(keys) <= len(other) else (other, keys, plainly, raw)
    )
    if len(short) == 1:
        at = len(long) - 1 - long[::-1].index(short[0]) if short[0] in long else -1
        return (
            at >= 0
            and (at > 0 or len(long) == 1 or (len(long) == 2 and len(keys) == 1))
            and _alike(short_raw[0], long_raw[at])
        )
    if short[-1] not in long or not _alike(short_raw[-1], long_raw[long.index(short[-1])]):
        return False
    return all(w in long for w in short[:-1])


def _alike(a: str, b: str) -> bool:
    return a == b or JaroWinkler.similarity(a, b) >= 0.8


def _known_person(state: State, phrase: Phrase, text: str, words: list[str]) -> Known | None:
    """The person of the register, if name, country and post leave no doubt."""
    nation = state.nation(phrase)
    if nation not in state.register.actors:
        nation = None  # a code of no country: "Al-Qaeda founder" says nothing of his nation
    lone = len(words) == 1
    if lone and not phrase.titles and not _acts(state, phrase):
        return None
    for person in state.register.persons.find(text, state.date, nation):
        country = person.country
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


def _is_spelled(text: str, person: Known) -> bool:
    """Whether a name stands letter for letter in the register; the hand-checked are known in other spellings too."""
    return person.prominent or plain(text) in {plain(n) for n in (person.name, *person.aliases)}


def _acts(state: State, phrase: Phrase) -> bool:
    t = state.tokens[phrase.head]
    return (t.dep in SUBJECTS and state.tokens[t.head].lemma in state.words.shapes["speech"]) or t.dep == "poss"


def _is_person(state: State, phrase: Phrase, words: list[str]) -> bool:
    if phrase.titles or (phrase.noun is not None and phrase.noun.unit != "group"):
        return True
    if phrase.noun is not None:
        return False
    first = plain(words[0])
    if len(words) > 1:
        given = first in state.words.gender_names or state.register.persons.is_given(words[0])
        return (given and not words[-1].isupper()) or _speaks(state, phrase)
    return _speaks(state, phrase) and not words[0].isupper()


def _speaks(state: State, phrase: Phrase) -> bool:
    t = state.tokens[phrase.head]
    return t.dep == "nsubj" and state.tokens[t.head].lemma in state.words.shapes["speech"]
