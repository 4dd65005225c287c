"""Descriptions > clusters: "the minister", "the group", "Iraqi foreign ministry", "armed factions"."""

from __future__ import annotations

import re

from dateline.language.labels import Dep, Tag
from dateline.mentions.actors.belonging import context_country, is_backed, organ_key
from dateline.mentions.actors.governments import country_meant, governed
from dateline.mentions.actors.held_roles import expect_name, give_role, holder_of, is_former, retired
from dateline.mentions.actors.speakers import spoke_before
from dateline.mentions.clusters.cluster import Cluster, Role
from dateline.mentions.clusters.kinds import Nature, classed, counted
from dateline.mentions.clusters.state import MAX_BACK, State
from dateline.mentions.phrases.phrase import Phrase
from dateline.record import Decision

FAMILY_REACH = 3  # sentences back in which somebody is meant by a wide noun
LOCATED = frozenset({"in", "at", "from", "near", "inside", "across", "around"})


def resolve_nominal(state: State, phrase: Phrase) -> Cluster:
    """The cluster of a phrase without a name."""
    text = state.text(phrase.core_first, phrase.last)
    if phrase.noun_words in state.words.shapes["counterparts"]:
        text = _counterparts(state, phrase, text)
    if phrase.of_last > phrase.last:
        text = state.text(phrase.core_first, phrase.of_last)
    if phrase.noun is None:
        return _thing(state, phrase, text)
    named = _named_inside(state, phrase) or country_meant(state, phrase)
    if named is not None:
        return named
    nations = state.nations_in(phrase)
    nation = nations[0] if len(nations) == 1 else None
    words = _own_words(state, phrase)
    found = governed(state, phrase, words, nation) or _earlier(state, phrase, words, nation)
    if found is not None and found.state and len(nations) > 1 and found.country not in nations:
        found = None  # "the British rule of Palestine" is none of India
    if found is not None and found.human and nation is not None and not _holds(state, found, words):
        # "the U.S. president" behind the president of the senate: who holds the office goes first.
        found = holder_of(state, phrase, nation) or found
    if found is not None:
        give_role(state, phrase, found)
        if found.country is None and nation in state.register.actors:
            found.country = nation
        return found
    holder = holder_of(state, phrase, nation)
    if holder is not None:
        return holder
    organ = _only_organ(state, phrase, words, nation)
    if organ is not None:
        return organ
    opened = _open(state, phrase, text, words, nation)
    expect_name(state, phrase, nation, opened)
    return opened


def _counterparts(state: State, phrase: Phrase, text: str) -> str:
    """What counterparts are: holders of the office of whom they are counterparts ("his French counterpart")."""
    owner = state.of[phrase.owner] if phrase.owner is not None else None
    if owner is None or owner.role is None:
        return text
    role = re.sub(r"^.*['’]s? ", "", owner.role.text.removeprefix("former "))  # "Norway's foreign minister": his office
    minister = re.match(r"(?:minister|secretary of state) (?:of|for) (?:\w+ and )?foreign", role, re.I)
    role = "foreign minister" if minister else role.lower()
    while (head := role.split(" ", 1)) and len(head) > 1 and state.register.country_of(head[0]) is not None:
        role = head[1]
    mine = " ".join(w for w in text.split()[:-1] if w.lower() not in {"his", "her", "their", "its"})
    return f"{mine} {role}{'s' if phrase.plural else ''}".strip()


def _thing(state: State, phrase: Phrase, text: str) -> Cluster:
    """The cluster of a phrase whose noun names no actor."""
    label = (phrase.words, phrase.plural)
    same = state.by_label.get(label) if phrase.definite else None
    if same is not None and not same.is_actor:
        return same
    cluster = state.new(phrase, text, Nature("other", is_actor=False))
    cluster.described.labels.append(phrase.words)
    state.by_label[label] = cluster
    return cluster


def _own_words(state: State, phrase: Phrase) -> frozenset[str]:
    """The words of a description without nations and possessors."""
    inside = {state.at_head[k] for k in range(phrase.first, phrase.last + 1) if k in state.at_head}
    others = [
        q for q in (state.phrases[n] for n in sorted(inside)) if q is not phrase and q.alias and _is_state(state, q)
    ]
    foreign = {state.tokens[k].lower for q in others for k in range(q.first, q.last + 1)}
    words = phrase.words - foreign - state.words.shapes["backed"] - {"s"}
    return frozenset(w for w in words if not w.isdigit() and w not in state.words.shapes["numbers"]) or phrase.words


def _is_state(state: State, phrase: Phrase) -> bool:
    known = state.register.actors[state.choose(phrase.alias).actor]
    return known.id == known.country


def _named_inside(state: State, phrase: Phrase) -> Cluster | None:
    """The body whose name a group noun only classes: "the YPG militia", "Houthi rebels", "the group of Hamas"."""
    kinds = state.words.group_nouns.get(phrase.noun_words)
    if kinds is None:
        return None
    tokens = state.tokens
    before = phrase.last - len(phrase.noun_words.split())
    m = next(
        (
            state.at_head[k]
            for k in (before,)
            if k in state.at_head and state.phrases[state.at_head[k]].name is not None
        ),
        None,
    )
    if (
        m is None
        and phrase.of is not None
        and phrase.noun_words in state.words.shapes["named_behind_of"]
        and not phrase.plural
    ):
        m = phrase.of
    if m is None or state.phrases[m].name is None or tokens[before].text in {"-", "–"}:
        return None
    cluster = state.of[m]
    if cluster is None or cluster.state or not cluster.named or cluster.kind == "person":
        return None
    if cluster.kind in kinds:
        return cluster
    if cluster.kind == "other" and cluster.nature.guessed and phrase.noun is not None and "state" not in kinds:
        state.set_nature(cluster, classed(cluster.nature, phrase.noun))
        cluster.sectors = phrase.noun.sectors
        return cluster
    return None


def _earlier(state: State, phrase: Phrase, words: frozenset[str], nation: str | None) -> Cluster | None:
    """The earlier actor that a description means."""
    noun = phrase.noun
    assert noun is not None
    single = noun.unit == "person" and not phrase.plural
    label = _label(state, phrase, words)
    same = state.by_label.get((label, phrase.plural))
    if (
        same is not None
        and same.is_actor
        and not _counted(state, phrase)
        and (phrase.definite or not single)
        and _may_mean(state, phrase, same)
        and agree(same, nation)
    ):
        return same
    if not phrase.definite and (single or not phrase.plural or _counted(state, phrase)):
        return None
    head = state.tokens[phrase.head].lemma
    fitting = [
        c for c in state.by_head.get(head, [])[-MAX_BACK:]
        if c.is_actor and agree(c, nation) and _may_mean(state, phrase, c)
        and _compatible(state, phrase, c, label if single else words, head)
    ]  # fmt: skip
    if fitting:
        return max(fitting, key=lambda c: (not _past(c), c.seen.sentence, c.seen.count, c.seen.token))
    again = spoke_before(state, phrase, words, nation)
    if again is None and noun.unit != "group" and not phrase.plural:
        again = _by_family(state, phrase, words, nation)
    if again is not None:
        return again
    if not phrase.definite or len(words) > len(phrase.noun_words.split()):
        return None
    return _by_kind(state, phrase, nation)


def _holds(state: State, cluster: Cluster, words: frozenset[str]) -> bool:
    """Whether somebody's role is no more than these words say."""
    role = {w for w in re.findall(r"\w+", _role(cluster).lower()) if not state.register.named(w)}
    return role - state.words.shapes["past"] <= words


def _only_organ(state: State, phrase: Phrase, words: frozenset[str], nation: str | None) -> Cluster | None:
    """The one organ of the register that the story names in full and that a bare noun means ("the senate")."""
    noun = phrase.noun
    if noun is None or noun.kind not in {"government", "military"} or noun.unit != "group" or len(words) != 1:
        return None
    if nation is None and _counted(state, phrase):
        return None
    (word,) = words
    ids = {
        a.actor for p in state.phrases for a in p.alias[:1]
        if word in a.words and state.register.actors[a.actor].kind == noun.kind
    }  # fmt: skip
    fitting = [
        k for k in (state.register.actors[i] for i in sorted(ids)) if nation in {None, k.country} and k.id != k.country
    ]
    if len(fitting) != 1:
        return None
    known = fitting[0]
    # Named further down only, it may be another country's than the one that the story is about.
    if nation is None and known.id not in state.by_key and context_country(state, phrase) not in {None, known.country}:
        return None
    cluster = state.keyed(known.id, phrase, known.name, Nature(known.kind), "register.organ")
    cluster.recognise(known)
    return cluster


def _past(cluster: Cluster) -> bool:
    """Whether somebody is known as a former or a deputy holder of an office: "the president" then is another one."""
    return cluster.human and bool(
        re.match(r"(?:then-)?(?:former|ex|vice|deputy|late|assistant)\b", _role(cluster), re.I)
    )


def _role(cluster: Cluster) -> str:
    """The words of somebody's role, none where it isn't known."""
    return cluster.role.text if cluster.role is not None else ""


def _by_kind(state: State, phrase: Phrase, nation: str | None) -> Cluster | None:
    """The latest body that a bare group noun may stand for: "the group", "the agency", "the country"."""
    kinds = state.words.group_nouns.get(phrase.noun_words)
    if kinds is None or (phrase.plural and phrase.noun_words not in state.words.shapes["same_number"]):
        return None
    fitting = [
        c for c in state.actors[-MAX_BACK:]
        if c.named and agree(c, nation)
        and ((c.state and "state" in kinds) or (c.kind in kinds and not c.state and not _is_force(state, c)))
    ]  # fmt: skip
    # A name of which nothing is known may be a town's: it is meant where the story names no group.
    return max(fitting, key=lambda c: (c.kind != "other", c.seen.token, c.seen.count), default=None)


def _is_force(state: State, cluster: Cluster) -> bool:
    """Whether a name is that of a storm or another force of nature, which is no group: "Typhoon Lando"."""
    return cluster.kind == "other" and not {w.lower() for w in cluster.name.split()}.isdisjoint(
        state.words.shapes["forces_of_nature"]
    )


def _by_family(state: State, phrase: Phrase, words: frozenset[str], nation: str | None) -> Cluster | None:
    """The person with a narrower office whom a wide noun means again: "the senior diplomat" of an ambassador.

    The latest of the last sentences; nobody where the noun is qualified by more than rank, or two were named at once.
    """
    offices = state.words.role_families.get(phrase.noun_words)
    if offices is None or phrase.of is not None:
        return None
    extra = words - set(phrase.noun_words.split()) - state.words.shapes["ranking"]
    if extra - {w for c in state.actors[-MAX_BACK:] if c.human for w in c.described.heads}:
        return None
    here = state.tokens[phrase.head].sent
    near = [
        c for c in state.actors[-MAX_BACK:]
        if c.human and c.kind == "person" and agree(c, nation) and 0 <= here - c.seen.sentence <= FAMILY_REACH
        and c.described.heads & offices and extra <= c.described.heads
        and c.seen.token < phrase.first and not _past(c)
    ]  # fmt: skip
    if not near:
        return None
    best = max(near, key=lambda c: (c.seen.sentence, c.seen.subject, c.seen.token))
    rivals = [
        c for c in near if c is not best and c.seen.sentence == best.seen.sentence
        and (c.seen.subject == best.seen.subject or state.tokens[c.seen.token].dep == Dep.CONJUNCT)
    ]  # fmt: skip
    return None if rivals else best


def _counted(state: State, phrase: Phrase) -> bool:
    """Whether a number or "other", "some" sets a group apart from those before."""
    opener = state.tokens[phrase.first]
    return opener.pos == "NUM" or opener.lower in {
        "some",
        "other",
        "several",
        "many",
        "more",
        "few",
        "most",
        "no",
        "any",
    }


def _may_mean(state: State, phrase: Phrase, cluster: Cluster) -> bool:
    """Whether a plural may be a group that was told by its number: "the officials", not "officials", are the two."""
    return phrase.definite or not phrase.plural or cluster.number not in state.counted


def _label(state: State, phrase: Phrase, words: frozenset[str]) -> frozenset[str]:
    """What tells a description from others: its words, with those of its "of" phrase for persons."""
    if phrase.of is not None and phrase.noun is not None and phrase.noun.unit == "person":
        return words | {"of"} | state.phrases[phrase.of].words
    return words


def _compatible(state: State, phrase: Phrase, cluster: Cluster, words: frozenset[str], head: str) -> bool:
    """Whether a description may be one of a cluster that was described with its head noun before."""
    person = (phrase.noun is not None and phrase.noun.unit == "person") or bool(phrase.titles)
    if cluster.human:
        return person and not phrase.plural and _is_role(state, cluster, words, head)
    if (person and not cluster.plural) or (phrase.plural != cluster.plural and (phrase.plural or not cluster.named)):
        return False
    if cluster.kind == "person" and not person and head not in cluster.described.heads:
        return False  # "police" are not the "two police officers" of before
    rest = words - {head}
    return any(
        rest <= label
        or (not cluster.named and label - {head} <= rest and not rest - label - state.words.shapes["backed"])
        for label in cluster.described.labels
    )


def _is_role(state: State, cluster: Cluster, words: frozenset[str], head: str) -> bool:
    """Whether words say no more of somebody than the story has: "the minister", not "the minister" of a deputy."""
    deputies, role = state.words.shapes["deputies"], re.findall(r"\w+", _role(cluster).lower())
    if role and role[0] in deputies and head in role and not words & deputies:
        return False
    heads = cluster.described.heads
    return bool(heads) and {w for w in words if w not in state.words.shapes["past"]} <= heads | {head}


def _open(state: State, phrase: Phrase, text: str, words: frozenset[str], nation: str | None) -> Cluster:
    """A new actor without a name."""
    noun = phrase.noun
    assert noun is not None
    kind, sectors = noun.kind, noun.sectors
    nation = nation or _seat(state, phrase) or state.home_of(phrase)
    if phrase.noun_words in state.words.shapes["officers"] and state.policed:
        sectors = ("COP",)
    if phrase.anonymous:
        kind = "anonymous"
    elif kind == "person" and "CVL" in sectors and phrase.plural:
        kind = "population"
    order = [
        state.tokens[k].lower
        for k in range(phrase.core_first, phrase.last + 1)
        if state.tokens[k].lower in words or k == phrase.head
    ]
    key = (
        organ_key(state, order, nation)
        if kind in {"government", "military"} and noun.unit == "group" and phrase.of is None
        else None
    )
    if key is not None:
        cluster = state.keyed(key, phrase, text, Nature(kind), noun.id)
    else:
        cluster = state.new(phrase, text, Nature(kind), noun.id)
    if "UAF" in sectors and is_backed(state, phrase):
        sectors = ("PRM",)
        cluster.decisions.append(Decision("sectors", "modifier.backed", state.parse.span(phrase.first, phrase.last)))
    cluster.belong(nation, sectors)
    if _belongs_elsewhere(state, phrase):
        state.elsewhere.add(cluster.number)
    elif nation is None and kind in {"government", "military"} and not phrase.plural:
        cluster.country = context_country(state, phrase)
    single = noun.unit == "people" and not phrase.plural and phrase.noun_words not in state.words.shapes["collectives"]
    state.set_nature(cluster, counted(cluster.nature, phrase.plural, single))
    cluster.described.labels.append(words)
    for word in sorted(words):
        state.index(state.by_head, word, cluster)
    cluster.described.heads |= {state.tokens[phrase.head].lemma} | (words if noun.unit == "person" else frozenset())
    if noun.unit == "person" and not phrase.plural:
        cluster.role = Role(text)
        if is_former(state, phrase):
            cluster.sectors = retired(cluster.sectors)
        cluster.gender = next((g for w in sorted(words) if (g := state.words.gender_words.get(w, ""))), "")
    state.by_label[_label(state, phrase, words), phrase.plural] = cluster
    if phrase.plural and not phrase.definite and state.tokens[phrase.first].pos == "NUM":
        state.counted.add(cluster.number)
    return cluster


def _seat(state: State, phrase: Phrase) -> str | None:
    """The country of the place of which somebody is: "Rakhine rebels", "the mayor of Lviv", "a hospital in Gaza"."""
    before = state.country_within(phrase.core_first, phrase.last - 1)
    if before is not None or phrase.of is not None:
        return before or (None if state.of_several(phrase) else _country_at(state, phrase.of))
    if not {phrase.noun_words, state.tokens[phrase.head].lemma} & state.words.shapes["local"]:
        return None
    tokens = state.tokens
    behind = [c for c in tokens[phrase.head].children if c > phrase.head]
    where = (c for c in {*behind, phrase.last + 1} if c < len(tokens) and tokens[c].lower in LOCATED)
    inside = [state.at_head[x] for c in where for x in tokens[c].children if x in state.at_head]
    found = {c for n in inside if (c := _country_at(state, n)) is not None}
    return found.pop() if len(found) == 1 else None


def _country_at(state: State, n: int | None) -> str | None:
    """The country of the place or country that a phrase names."""
    if n is None:
        return None
    other = state.phrases[n]
    known = state.register.actors[state.choose(other.alias).actor].country if other.alias else None
    return known if known in state.register.actors else state.country_within(other.first, other.last)


def _belongs_elsewhere(state: State, phrase: Phrase) -> bool:
    """Whether a description says of itself that it isn't of the country just named, or of one that nobody knows."""
    tokens = state.tokens
    before = [tokens[k] for k in range(phrase.first, phrase.last)]
    if any(t.lower in state.words.shapes["strangers"] for t in before):
        return True
    opening = state.parse.sentences[tokens[phrase.head].sent].first
    named = (t for t in before if t.text[:1].isupper() and (t.pos == "PROPN" or t.i != opening))
    return any(not _is_known(state, t.i) and t.tag not in Tag.DETERMINERS for t in named)


def _is_known(state: State, token: int) -> bool:
    """Whether a word stands in a name that the register knows."""
    n = state.at_head.get(token)
    return n is not None and bool(state.phrases[n].alias)


def agree(cluster: Cluster, nation: str | None) -> bool:
    """Whether a country named in a description doesn't contradict a cluster's."""
    return nation is None or cluster.country is None or cluster.country == nation
