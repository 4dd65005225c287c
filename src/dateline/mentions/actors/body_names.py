"""Names of bodies that the register does not know > clusters: "Nordmark Fisheries Ministry", "the Ministry"."""

from __future__ import annotations

from dateline.knowledge.world.spelling import plain, word_key
from dateline.language.labels import Tag
from dateline.mentions.actors.belonging import context_country, organ_key
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.kinds import Nature, Sign
from dateline.mentions.clusters.state import MAX_BACK, State
from dateline.mentions.names.name_runs import singular
from dateline.mentions.phrases.phrase import Phrase

# Kinds of bodies that are called by the first of two words alone: "Liberals", "Clarion" of "Clarion Magazine".
CALLED_BY_ONE = frozenset({"party", "media", "company"})


def resolve_body(state: State, phrase: Phrase, text: str, words: list[str]) -> Cluster:
    """A capitalised body that the register doesn't know."""
    assert phrase.name is not None and phrase.name.body is not None
    body = phrase.name.body
    keys = tuple(word_key(w) for w in words)
    nation = state.nation(phrase)
    if len(words) == 1 and body.kind == "party" and state.tokens[phrase.head].tag in Tag.PLURALS:
        keys = (word_key(singular(state.tokens[phrase.head])),)  # "Liberals" of a Liberal Party
    same = _same_body(state, keys, words, nation)
    if same is not None:
        return same
    country = nation or _country_inside(state, words) or state.country_within(phrase.name.first, phrase.name.last)
    if country is None and body.kind in {"government", "military"}:
        country = context_country(state, phrase)
    lower = [plain(w) for w in words if w not in {"of", "and", "the", "for"}]
    key = organ_key(state, lower, country) if body.kind in {"government", "military"} else None
    thing = body.kind == "thing"
    kind, sectors = _kind_of(state, phrase, lower)
    if key is not None:
        cluster = state.keyed(key, phrase, text, Nature(body.kind), f"shape.{body.id}")
    else:
        cluster = state.new(phrase, text, Nature("other" if thing else kind, not thing), f"shape.{body.id}")
    cluster.named = True
    cluster.belong(country, sectors)
    state.show(cluster, Sign.BODY)
    state.remember(cluster, words)
    if plain(words[-1]) in state.words.bodies and (len(words) > 2 or (kind in CALLED_BY_ONE and len(words) == 2)):
        state.remember(cluster, words[:-1])
    for w in lower:
        state.index(state.by_head, w, cluster)
    cluster.described.labels.append(frozenset(lower))
    return cluster


def _kind_of(state: State, phrase: Phrase, lower: list[str]) -> tuple[str, tuple[str, ...]]:
    """Kind and sectors of a body: those of its noun, unless another word of its name or in front of it tells better."""
    assert phrase.name is not None and phrase.name.body is not None
    body, shapes = phrase.name.body, state.words.shapes
    said = _said_before(state, phrase)
    if lower[0] in shapes["governing"] and len(lower) > 1:
        return "government", ("GOV",)  # "the Government of the Russian Federation"
    if body.kind == "igo" and not shapes["chambers"].isdisjoint(lower):
        return "government", ("LEG",)
    if body.kind == "igo" and not shapes["municipal"].isdisjoint(lower):
        return "government", ("GOV",)
    if body.kind == "military" and not (shapes["liberating"] | shapes["rebellious"]).isdisjoint([*lower, *said]):
        return "armed_group", ("REB",)
    # "The Democratic Congress" alone may be a parliament in which Democrats have the majority.
    partisan = not shapes["partisan"].isdisjoint(said if len(lower) < 3 else [*lower, *said])
    if lower[-1] == "congress" and len(lower) > 1 and partisan:
        return "party", ("PTY",)
    return body.kind, body.sectors


def _said_before(state: State, phrase: Phrase) -> list[str]:
    """The words of a phrase in front of its name, none of a compound: "rebel", not the one of "anti-rebel"."""
    assert phrase.name is not None
    before = [state.tokens[k] for k in range(phrase.first, phrase.name.first)]
    return [] if any(t.text in {"-", "–"} for t in before) else [t.lower for t in before]


def _country_inside(state: State, words: list[str]) -> str | None:
    """The country that a body's own name ends or begins with ("Supreme Court of Canada", "Libyan House ...")."""
    for size in (2, 1):
        for part in (words[-size:], words[:size]):
            found = state.register.country_of(" ".join(part)) if len(part) == size else None
            if found is not None:
                return found
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
        if cluster.kind != "person" and near and any(_is_short(keys, name.keys) for name in cluster.called.names):
            return cluster
    own = {plain(w) for w in words}
    for cluster in reversed(state.by_head.get(plain(words[-1]), [])[-MAX_BACK:]):
        near = cluster.named and cluster.kind != "person" and nation in {None, cluster.country}
        if near and (len(words) == 1 or any(own <= label for label in cluster.described.labels)):
            return cluster
    return None
