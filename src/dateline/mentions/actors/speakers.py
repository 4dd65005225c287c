"""Who speaks on: the name for which a description waits, and the last speaker whom a description means again."""

from __future__ import annotations

from dateline.language.labels import Dep
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.state import MAX_BACK, State
from dateline.mentions.phrases.phrase import Phrase

OPENING = 1  # sentences of a story in which the one is described whom it tells of
TOLD_BY = 5  # the sentence in which a story's speaker gets a name, at the latest
SPEAKS_ON = 3  # sentences back in which the one has spoken who is meant again
NEAR = 2  # sentences between a speaker without a name elsewhere and the name
# How the name of a body hangs in a description.
WITHIN = Dep.MODIFIERS | {Dep.POSSESSOR, Dep.PREP, Dep.PREP_OBJECT, Dep.APPOSITION}

PLAIN = ((), ("GOV",), ("CVL",), ("UNK",))  # sectors of a noun that say too little to tell one speaker from another


def unnamed_before(state: State, phrase: Phrase, told: frozenset[str], country: str | None) -> Cluster | None:
    """The speaker without a name whose name this is: "A senior diplomat said on Monday that ... Ada Brunn added".

    Stories describe whom they are about before they tell the name; a name that nothing introduces is that of whoever
    was speaking.

    Args:
        state: the story.
        phrase: a person's name that the story has not told before.
        told: what a title or an apposition says of the bearer.
        country: whose the bearer is, if it is known.
    """
    here = state.tokens[phrase.head].sent
    if here > TOLD_BY or state.quoted[phrase.head] or not (state.speaks(phrase.head) or told):
        return None
    spoke = [c for c in state.actors[-MAX_BACK:] if c.kind == "person" and c.human and c.seen.spoke <= here]
    latest = max((c.seen.spoke for c in spoke), default=-1)
    waiting = [c for c in spoke if c.seen.spoke == latest and not c.named and c.known is None]
    if latest < 0 or len(waiting) != 1 or any(c.named for c in spoke if c.seen.spoke == latest):
        return None
    (held,) = waiting
    if country is not None and held.country not in {None, country}:
        return None
    if _serve_others(state, phrase, held):
        return None
    return held if _fits(state, held, told, here - held.seen.spoke) else None


def _serve_others(state: State, phrase: Phrase, held: Cluster) -> bool:
    """Whether a name and a description are of different bodies or states: "Ada Brunn, a spokeswoman for the UN"."""
    own = _served(state, {phrase.head}, state.tokens[phrase.head].sent)
    heads = {p.head for p, c in zip(state.phrases, state.of, strict=True) if c is held}
    return bool(own) and not own & (_served(state, heads, held.seen.sentence) or own)


def _served(state: State, heads: set[int], last: int) -> set[str]:
    """The bodies and states named inside descriptions up to a sentence: ids, countries and words of names."""
    found: set[str] = set()
    for p in state.phrases:
        if state.tokens[p.head].sent > last:
            break
        if p.name is None or not _is_within(state, p.head, heads):
            continue
        for alias in p.alias[:1]:
            found |= {alias.actor, state.register.actors[alias.actor].country or alias.actor}
        found |= p.words if not p.alias else set()
    return found


def _is_within(state: State, token: int, heads: set[int]) -> bool:
    """Whether a name is part of what a phrase with one of these heads or an apposition to it says."""
    t = state.tokens[token]
    while t.dep in WITHIN and t.head != t.i:
        t = state.tokens[t.head]
        if t.i in heads:
            return True
    return False


def _fits(state: State, held: Cluster, told: frozenset[str], back: int) -> bool:
    """Whether a description doesn't contradict what is told of a name."""
    opening = held.seen.spoke < OPENING
    if not told - state.words.shapes["past"]:
        return opening or back < NEAR
    return opening and _alike(state, held.described.heads, told)


def spoke_before(state: State, phrase: Phrase, words: frozenset[str], nation: str | None) -> Cluster | None:
    """The last speaker, whom a definite description means that speaks on: "the veteran politician added".

    Nobody where several spoke in one sentence, or where the description says anything of its own.
    """
    here = state.tokens[phrase.head].sent
    if not phrase.definite or phrase.of is not None or state.quoted[phrase.head] or not state.speaks(phrase.head):
        return None
    near = [
        c for c in state.actors[-MAX_BACK:]
        if c.named and c.human and c.kind == "person" and 0 <= here - c.seen.spoke <= SPEAKS_ON
        and c.seen.token < phrase.first
    ]  # fmt: skip
    latest = max((c.seen.spoke for c in near), default=-1)
    last = [c for c in near if c.seen.spoke == latest]
    if len(last) != 1:
        return None
    (speaker,) = last
    if nation is not None and speaker.country not in {None, nation}:
        return None
    return speaker if _may_be(state, phrase, words, speaker) else None


def _may_be(state: State, phrase: Phrase, words: frozenset[str], speaker: Cluster) -> bool:
    """Whether a description says no more of a speaker than the text has, and nothing that contradicts it."""
    noun = phrase.noun
    if noun is None or noun.unit != "person" or phrase.anonymous or phrase.plural:
        return False
    gender = next((g for w in sorted(words) if (g := state.words.gender_words.get(w, ""))), "")
    if gender and speaker.gender not in {"", gender}:
        return False
    heads, small = speaker.described.heads, state.words.shapes["ranking"] | state.words.shapes["past"]
    extra = words - set(phrase.noun_words.split()) - small - heads - _bodies(state, phrase, speaker)
    if extra:
        return False
    family = state.words.role_families.get(phrase.noun_words)
    if family is not None and (heads & family or _serves(state, heads, noun.sectors)):
        return True
    head = state.tokens[phrase.head].lemma
    wide = family is not None or head in state.words.role_families
    office = phrase.owner is not None or (not wide and any(t.post for t in phrase.titles))
    if not heads or head in heads:
        return not office or bool(heads)
    same = speaker.sectors[:1] == noun.sectors[:1] and noun.sectors[:1] not in PLAIN
    return bool(words & heads - small) if office else same and family is None


def _bodies(state: State, phrase: Phrase, speaker: Cluster) -> set[str]:
    """The words of bodies of the speaker's country inside a description: "the IRGC general"."""
    found: set[str] = set()
    for k in range(phrase.first, phrase.last):
        n = state.at_head.get(k)
        held = state.of[n] if n is not None else None
        if n is not None and held is not None and held.named and held.country in {None, speaker.country}:
            found |= state.phrases[n].words
    return found


def _serves(state: State, heads: set[str], sectors: tuple[str, ...]) -> bool:
    """Whether a role names a body of this walk of life: an officer is "the deputy chief of the Coast Guard"."""
    return any(k.sectors[:1] == sectors[:1] for w in sorted(heads) for k in state.register.named(w.upper()))


def _alike(state: State, heads: frozenset[str] | set[str], others: frozenset[str] | set[str]) -> bool:
    """Whether two descriptions are of one office or walk of life: a word of both, or a wide noun for the other's."""
    small = state.words.shapes["past"] | state.words.shapes["ranking"]
    families = state.words.role_families
    if (heads & others) - small:
        return True
    return any(a & families.get(w, frozenset()) for a, b in ((heads, others), (others, heads)) for w in b)
