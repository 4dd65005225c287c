"""Roles of persons: from titles and descriptions, from the register at the story's date, and from role to person."""

from __future__ import annotations

import re

from dateline.knowledge.world.persons import Known
from dateline.knowledge.world.spelling import name_words
from dateline.mentions.clusters.cluster import Cluster, Role
from dateline.mentions.clusters.kinds import Nature, Sign
from dateline.mentions.clusters.state import State
from dateline.mentions.clusters.told_offices import await_name, held, office_of
from dateline.mentions.phrases.phrase import Phrase

# Sectors of officials, who belong to the elite when their office is over.
OFFICIAL = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})


def fill_person(state: State, cluster: Cluster, known: Known) -> None:
    """What the register knows of a person, at the story's date."""
    cluster.known, cluster.named = known, True
    role, post = known.role_at(state.date), known.post_at(state.date)
    cluster.role = Role(role) if role is not None else None
    serving = state.register.persons.offices.serving(post.role) if post is not None else None
    cluster.belong(serving or known.country, known.sectors_at(state.date))
    for name in (known.name, *known.aliases):
        state.remember(cluster, name_words(name))
    # Whoever is in office is meant by that office, not by one that somebody else may hold now ("the prime minister").
    for own in (p for p in known.posts if post is None or p.held(state.date)):
        _note_words(state, cluster, own.role)


def _note_words(state: State, cluster: Cluster, role: str) -> list[str]:
    """Note the words of a role, by which a description may mean its holder later."""
    words = re.findall(r"\w+", role.lower())
    for word in words:
        cluster.described.heads.add(word)
        state.index(state.by_head, word, cluster)
    return words


def _role_text(state: State, phrase: Phrase) -> str | None:
    """The words of a phrase that say what somebody is."""
    behind = phrase.of_last if phrase.name is None else -1
    if phrase.title is not None:
        return state.text(phrase.title[0], max(phrase.title[1], behind))
    if phrase.name is None and phrase.noun is not None:
        return state.text(phrase.core_first, max(phrase.last, behind))
    return None


def give_role(state: State, phrase: Phrase, cluster: Cluster) -> None:
    """Role, kind, gender and sectors from a title or description."""
    role = _role_text(state, phrase)
    if role is None:
        return
    words = _note_words(state, cluster, role)
    if phrase.name is not None and phrase.title is not None:
        # "Norwegian parliament speaker Ola Berg" may be called the parliament speaker later.
        _note_words(state, cluster, state.text(phrase.first, phrase.title[0]))
    genders = [*(t.gender for t in phrase.titles), *(state.words.gender_words.get(w, "") for w in words)]
    cluster.gender = cluster.gender or next(filter(None, genders), "")
    if phrase.titles and cluster.known is None:
        state.show(cluster, Sign.TITLE)
    sectors = [*(t.sectors for t in phrase.titles), phrase.noun.sectors if phrase.noun is not None else ()]
    cluster.sectors = cluster.sectors or next(filter(None, sectors), ())
    if is_former(state, phrase) and cluster.kind == "person" and not _in_office(state, cluster):
        cluster.sectors = retired(cluster.sectors)
    if cluster.kind != "person":
        cluster.described.labels.append(frozenset(words))
        return
    _take_role(state, phrase, cluster, role, words)
    cluster.country = cluster.country or state.homeland(phrase)


def is_former(state: State, phrase: Phrase) -> bool:
    """Whether a phrase says that an office is over: "the former minister", "ex-president Brunn"."""
    last = phrase.title[1] if phrase.title is not None else phrase.last
    return any(state.tokens[k].lower in state.words.shapes["over"] for k in range(phrase.first, last + 1))


def retired(sectors: tuple[str, ...]) -> tuple[str, ...]:
    """The sectors of somebody whose office is over."""
    return ("ELI",) if OFFICIAL & set(sectors) else sectors


def _in_office(state: State, cluster: Cluster) -> bool:
    """Whether somebody is known to hold an office all the same, by the register or by an earlier title."""
    if cluster.known is not None:
        return cluster.known.post_at(state.date) is not None
    return cluster.role is not None and cluster.role.office


def _take_role(state: State, phrase: Phrase, cluster: Cluster, role: str, words: list[str]) -> None:
    """Keep the role that says most: an office before a description, the text's before a past one of the register."""
    office = bool(phrase.titles)
    held = cluster.role
    past = held is not None and held.text.startswith("former ")
    if cluster.known is not None:
        serving = phrase.titles and phrase.titles[-1].post and not state.words.shapes["past"] & set(words)
        serving = serving and not is_former(state, phrase)
        if serving and (held is None or past) and "then" not in words:
            cluster.role, cluster.sectors = Role(role), phrase.titles[-1].sectors or cluster.sectors
        elif held is None or (past and office and "former" in words):
            cluster.role = Role(role)
        return
    longer = held is not None and office == held.office and len(role) > len(held.text)
    if held is None or (office and not held.office) or longer:
        cluster.role = Role(role, office)


def holder_of(state: State, phrase: Phrase, nation: str | None) -> Cluster | None:
    """The person who held one of a country's highest offices on the story's day ("the Iranian president").

    A holder whom the story names itself goes before the register's.
    """
    if nation is None or not _means_holder(state, phrase, nation):
        return None
    return holder_in(state, phrase, office_of(state, phrase), nation)


def holder_in(state: State, phrase: Phrase, office: str, nation: str) -> Cluster | None:
    """The person whom the story itself, else the register on the story's day, has for the holder of an office."""
    person = state.register.persons.holder(office, nation, state.date) if state.date is not None else None
    own = held(state, office, nation, person)
    if own.cluster is not None:
        own.cluster.country = own.cluster.country or nation
        return own.cluster
    if person is None or own.told:
        return None
    cluster = state.keyed(person.id, phrase, person.name, Nature("person"), "register.post")
    if cluster.known is None:
        cluster.nature = Nature("person")  # whatever a plural phrase opens
        fill_person(state, cluster, person)
    return cluster


def expect_name(state: State, phrase: Phrase, nation: str | None, cluster: Cluster) -> None:
    """Let somebody described by an office get the name of its holder, where the story tells it further down."""
    if nation is not None and _means_holder(state, phrase, nation):
        await_name(state, held(state, office_of(state, phrase), nation, None).words, cluster)


def _means_holder(state: State, phrase: Phrase, nation: str) -> bool:
    """Whether a phrase means the one who holds a country's office now."""
    if phrase.title is None or phrase.plural or not phrase.words.isdisjoint(state.words.shapes["not_now"]):
        return False
    return bool(phrase.titles) and (phrase.definite or phrase.owner is not None or nation == "UNO")
