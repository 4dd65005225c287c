"""Named phrases > clusters: states and bodies of the register, acronyms; other names go to bodies and persons."""

from __future__ import annotations

import re

from dateline.knowledge.world.register import Alias, Known
from dateline.knowledge.world.spelling import name_words, plain
from dateline.language.labels import Dep
from dateline.mentions.actors.body_names import resolve_body
from dateline.mentions.actors.governments import in_person, is_government, state_of
from dateline.mentions.actors.person_names import resolve_person
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.kinds import Nature, Sign
from dateline.mentions.clusters.state import State
from dateline.mentions.phrases.phrase import Phrase

REACH = 24  # tokens before an acronym in which the head of its body stands
BODY_TITLES = frozenset({"title.civil", "title.party", "title.parliament"})


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
    if phrase.name.body is not None and (not phrase.titles or _is_titled_body(phrase, words)):
        return resolve_body(state, phrase, text, words)
    return resolve_person(state, phrase, text, words)


def _is_titled_body(phrase: Phrase, words: list[str]) -> bool:
    """Whether a title only belongs to a body's name: "Student Union", "General Services Administration"."""
    return phrase.titles[-1].id in (BODY_TITLES if len(words) == 1 else {"title.military"})


def _known(state: State, phrase: Phrase) -> Cluster:
    """A state or body of the register under one of its names."""
    alias = state.choose(phrase.alias)
    known = state.register.actors[alias.actor]
    rule = f"register.{alias.form}"
    if alias.form == "people" and (body := in_person(state, phrase, known, alias.words)) is not None:
        return body
    if known.kind == "population":
        cluster = state.keyed(f"people-{known.id}", phrase, known.name, Nature("population"), rule)
        if alias.form == "people":
            state.show(cluster, Sign.PEOPLE)
        elif alias.form == "adjective" and cluster.seen.count == 0:
            state.show(cluster, Sign.ADJECTIVE)
        cluster.sectors = known.sectors
        return cluster
    if alias.form == "people":
        return _people(state, phrase, known, rule)
    if alias.form == "region" or (
        alias.form == "adjective" and known.kind == "government" and known.id != known.country
    ):
        return _region(state, phrase, known, rule)
    if alias.form == "metonym" and _is_location(state, phrase):
        key = f"place-{'-'.join(alias.words)}"
        text = state.text(phrase.core_first, phrase.last)
        cluster = state.keyed(key, phrase, text, Nature("other"), "metonym.location")
        state.show(cluster, Sign.PLACE)
        return cluster
    nation = state.register.actors.get(known.country or "")
    if nation is not None and is_government(state, known, alias.words):
        return state_of(state, phrase, nation, frozenset(alias.words[-1:]))
    cluster = state.keyed(alias.actor, phrase, known.name, Nature(known.kind), rule)
    cluster.recognise(known)
    _learn_labels(state, cluster, alias)
    return cluster


def _people(state: State, phrase: Phrase, known: Known, rule: str) -> Cluster:
    """The people of a state: "Iraqis"."""
    text = state.text(phrase.core_first, phrase.name.last if phrase.name else phrase.last)
    cluster = state.keyed(f"people-{known.id}", phrase, text, Nature("population"), rule)
    cluster.belong(known.country, ("CVL",))
    state.show(cluster, Sign.PEOPLE)
    return cluster


def _region(state: State, phrase: Phrase, known: Known, rule: str) -> Cluster:
    """A part of a country: an actor only where it does something itself ("Texas sued"), else a place."""
    t = state.tokens[phrase.head]
    acts = (
        not phrase.nested
        and t.dep in {Dep.SUBJECT, Dep.AGENT}
        and state.tokens[t.head].lemma not in state.parse.words.auxiliaries.copulas
    )
    cluster = state.keyed(known.id, phrase, known.name, Nature("government"), rule)
    if cluster.seen.count == 0:
        cluster.named = True
        cluster.belong(known.country, known.sectors)
        state.show(cluster, Sign.REGION)
        state.actors.remove(cluster)
    if acts:
        state.show(cluster, Sign.ACT)
    return cluster


def _learn_labels(state: State, cluster: Cluster, alias: Alias) -> None:
    """Note the words of a known name, by which a description may mean it later."""
    for words in (alias.words, tuple(plain(w) for w in cluster.name.replace("-", " ").split())):
        label = frozenset(words)
        if label not in cluster.described.labels:
            cluster.described.labels.append(label)
            for word in words:
                state.index(state.by_head, word, cluster)


def _is_location(state: State, phrase: Phrase) -> bool:
    """Whether a name stands where places do: "in Washington", "a trip to Washington", not "a warning to Washington"."""
    t = state.tokens[phrase.head]
    prep = state.tokens[t.head]
    if t.dep != Dep.PREP_OBJECT or prep.lower not in state.words.shapes["locative"]:
        return False
    above = state.tokens[prep.head]
    aimed = prep.lower in state.words.shapes["aiming"] and above.pos == "NOUN"
    return not aimed or above.lemma in state.words.shapes["journeys"]


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
    numbers = [state.at_head[k] for k in range(first - 2, max(first - REACH, -1), -1) if k in state.at_head]
    named = (n for n in numbers if state.phrases[n].last == first - 2 and state.phrases[n].name is not None)
    number = next((n for n in named if not state.phrases[n].nested), None)
    before = state.phrases[number] if number is not None else None
    cluster = state.of[number] if number is not None else None
    if before is not None and cluster is not None and before.name is not None:
        initials = "".join(t.text[0] for t in tokens[before.first : before.last + 1] if t.text[:1].isupper())
        if initials and text.strip("s")[0] in initials:
            state.by_key[f"acronym-{text}"] = cluster
            return cluster
    return None
