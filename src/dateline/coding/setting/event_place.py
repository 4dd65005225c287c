"""Where an event happened: the place that its clause gives, else the nearest clause above, else none.

In: mentions, the event's trigger and clause. Out: a place of the gazetteer and why. Demonyms are no places here, and
neither is a country that acts, speaks or is spoken to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.coding.setting.occasion import earlier_telling
from dateline.coding.setting.unlisted_places import is_site, named_behind, unlisted
from dateline.knowledge.load import Knowledge
from dateline.language.labels import Dep
from dateline.language.tokens import Parse, Token
from dateline.mentions.mentioned import Mentions, PlaceMention
from dateline.record import Decision, Place
from dateline.spans import Span

WIDE = frozenset({"PCLI", "PCLD", "RGN", "CONT", "ADM1"})
# A clause of its own, seen from the words above it.
CLAUSES = Dep.CLAUSES_OF_NOUN | {Dep.COMPLEMENT, Dep.ADVERBIAL, Dep.PARATAXIS, Dep.CLAUSE_SUBJECT, Dep.CONJUNCT}
SUBJECTS = Dep.SUBJECTS_AND_AGENTS
SPECIFIC = {"PPLX": 0, "BLDG": 0, "INSM": 0, "AIRP": 0, "ADM1": 2, "ADM2": 1, "RGN": 3, "CONT": 5, "PCLI": 4, "PCLD": 4}
MAX_CLIMB = 6
# From this rank on a place is that of a clause above.
ABOVE = 20
MAX_GAP = 12
NEARBY = frozenset({"in", "at", "near", "across", "inside"})
Cues = Mapping[str, frozenset[str]]
LOOSE = Dep.ADVERBIALS | {Dep.APPOSITION}
INSIDE = Dep.MODIFIERS | {Dep.POSSESSOR}
# A mere noun for a place is the event's only where it hangs on it or on what is in it ("fired at men at the mill").
CLOSE = 4
# Where a movement begins yields to where it ends.
ORIGIN = 3
# A place behind the last of several verbs may be that of all.
SHARED = 9


@dataclass(frozen=True, slots=True)
class _Found:
    """A place near an event: lower ``rank`` is better, then the more specific, then the earlier one."""

    rank: int
    place: PlaceMention
    rule: str

    @property
    def order(self) -> tuple[int, int, int]:
        return self.rank, SPECIFIC.get(self.place.place.feature or "", 1), self.place.span.start


def place_of(
    mentions: Mentions, trigger: int, evidence: Span, knowledge: Knowledge, saying: frozenset[int] = frozenset()
) -> tuple[Place | None, Decision]:
    """The place of the event that token ``trigger`` names.

    Args:
        mentions: the story's mentions.
        trigger: token index of the word that names the event.
        evidence: the event's clause.
        knowledge: the words of ``places/where.yaml`` are read.
        saying: tokens of the words by which it is said: where that was done isn't where the event happened.

    Returns:
        The place and the decision with the words that it went by, or None and a decision that says so.
    """
    found = _in_sentence(mentions, trigger, evidence, knowledge, saying)
    told = None if found else earlier_telling(mentions.parse, trigger)
    if told is not None:
        found = _in_sentence(mentions, told, mentions.parse.sentence_of(told).span, knowledge, saying)
    if not found:
        return None, Decision("place", "place.none")
    rule = found.rule if told is None else "place.occasion"
    return found.place.place, Decision("place", rule, found.place.span)


def _in_sentence(
    mentions: Mentions, trigger: int, evidence: Span, knowledge: Knowledge, saying: frozenset[int]
) -> _Found | None:
    """The best place of a word among those that its sentence names."""
    parse = mentions.parse
    sentence = parse.tokens[trigger].sent
    cues = knowledge.gazetteer.cues
    named = [p for p in mentions.places_by_sentence.get(sentence, ()) if p.form != "demonym"]
    other = unlisted(mentions, sentence, cues)
    if not named and not other:
        return None
    sites = [p for p in other if is_site(parse, p)]
    found = [
        f
        for f in _by_clause(parse, [*named, *(p for p in other if p not in sites)], trigger, cues, saying)
        if f.rank < ABOVE or f.place in named
    ]
    if sites and not any(f.rank < ABOVE for f in found):
        found = [f for f in _by_clause(parse, sites, trigger, cues, saying) if f.rank < ABOVE] or found
    if not found:
        found = _by_order(parse, named, trigger, evidence, cues)
    return min(found, key=lambda f: f.order, default=None)


def _by_clause(
    parse: Parse, near: list[PlaceMention], trigger: int, cues: Cues, saying: frozenset[int]
) -> list[_Found]:
    """Places whose path to the trigger, or to a word that governs it, stays inside one clause."""
    above = {trigger: 0}
    for step, i in enumerate(parse.ancestors(trigger)[:MAX_CLIMB], start=1):
        above.setdefault(i, step)
    found = []
    for p in near:
        path = _path(parse, p.head, above)
        if path is None or (path[-1] in saying and _where_said(parse, path)):
            continue
        rank = _rank(parse, p, path, above[path[-1]], cues)
        if rank is not None:
            found.append(_Found(rank, p, "place.clause" if rank < ABOVE else "place.governing"))
    return found


def _where_said(parse: Parse, path: list[int]) -> bool:
    """Whether a place follows a verb of saying: "said in Athens". One before it, or of who says it, may be both."""
    return path[0] > path[-1] and not any(parse.tokens[i].dep in SUBJECTS for i in path[:-1])


def _path(parse: Parse, head: int, above: dict[int, int]) -> list[int] | None:
    """Token indices from a place up to the first word that governs the event (included), None across a clause."""
    path = [head]
    while path[-1] not in above:
        t = parse.tokens[path[-1]]
        if t.head == t.i or len(path) > 12:
            return None
        path.append(t.head)
    return path


def _rank(parse: Parse, p: PlaceMention, path: list[int], step: int, cues: Cues) -> int | None:
    """How closely a place belongs to the event: below 20 its own clause, from 20 on a clause above, None not at all."""
    tokens = parse.tokens
    if len(path) == 1:
        # The place itself governs the event: "Aleppo, where rebels shelled a market".
        return 8 if step and tokens[path[0]].dep not in SUBJECTS else None
    path, shared = _shared(parse, p, path)
    deps = [tokens[i].dep for i in path[:-1]]
    if any(d in CLAUSES and tokens[i].pos in {"VERB", "AUX"} for d, i in zip(deps, path, strict=False)):
        return None
    inside_subject = any(d in SUBJECTS for d in deps)
    own = _how(parse, p, path, deps, cues)
    if (
        own is None
        or (shared and (step or not _only_where(parse, path, cues)))
        or (is_site(parse, p) and own > CLOSE)
        or (is_site(parse, p) and inside_subject)
    ):
        return None
    own += shared
    if inside_subject:
        own = max(own, 12) if step == 0 else own + 14
    return own + 20 * min(step, 3) if not _same_clause(parse, step, path[-1]) else own + step


def _shared(parse: Parse, p: PlaceMention, path: list[int]) -> tuple[list[int], int]:
    """A path without the verbs joined to the event's that it leads through: "shelled and burned the mill in Sirte"."""
    tokens = parse.tokens
    end = len(path) - 1
    while end > 1 and tokens[path[end - 1]].dep == Dep.CONJUNCT and tokens[path[end - 1]].pos == "VERB":
        below = path[end - 1]
        if p.head < below or any(tokens[c].dep in Dep.ANY_SUBJECT for c in tokens[below].children):
            break
        end -= 1
    return path[: end + 1], 0 if end == len(path) - 1 else SHARED


def _only_where(parse: Parse, path: list[int], cues: Cues) -> bool:
    """Whether every preposition on a path says where: "in a mill in Sirte", not "a blow to peace in Sirte"."""
    steps = (parse.tokens[i] for i in path[1:-1] if parse.tokens[i].dep == Dep.PREP)
    return all(t.lower in cues["where_prepositions"] for t in steps)


def _same_clause(parse: Parse, step: int, top: int) -> bool:
    """An event noun belongs to the clause of the verb right above it ("held the rally in the square")."""
    return step <= 2 and parse.tokens[top].pos in {"NOUN", "PROPN", "ADP", "VERB"} and step > 0


def _how(parse: Parse, p: PlaceMention, path: list[int], deps: list[str], cues: Cues) -> int | None:
    """Rank of the words that tie a place to what is above it; None where they don't say where."""
    tokens = parse.tokens
    wide = p.place.feature in WIDE
    holder = tokens[path[1]]
    top = tokens[path[-1]]
    if deps[0] in INSIDE:
        if not _tells_where(parse, holder, deps, wide, cues):
            return None
        if len(path) == 2:
            return 5 if wide else 3
    steps = [i for i in path[1:-1] if tokens[i].pos in {"ADP", "SCONJ"} or tokens[i].dep == Dep.PREP]
    if steps:
        return _after_preposition(parse, wide, steps, top.lemma, cues)
    if len(path) == 2:
        if deps[0] in Dep.UNDERGOERS and is_site(parse, p) and top.lemma not in cues["where_reaches"]:
            return None
        if deps[0] in Dep.UNDERGOERS:
            return 2 if top.lemma in cues["where_reaches"] or top.lemma in cues["where_moves"] or not wide else None
        if deps[0] in LOOSE:
            return 4
        if deps[0] == Dep.SUBJECT and not wide and top.lemma in parse.words.auxiliaries.copulas:
            return 9
    return 10 if not wide and holder.lower in cues["where_sites"] else None


def _tells_where(parse: Parse, holder: Token, deps: list[str], wide: bool, cues: Cues) -> bool:
    """Whether a name in front of a noun says where that is: "the Mosul battle", not "the US strike"."""
    site = holder.lower in cues["where_sites"]
    if wide and _is_of_another(parse, holder, cues):
        return False
    if wide and (not site or holder.lower in cues["where_owned"]) and holder.lemma not in cues["where_happenings"]:
        return False
    if len(deps) == 1:
        return True
    return deps[1] != Dep.COMPOUND and (site or holder.pos != "PROPN")


def _is_of_another(parse: Parse, holder: Token, cues: Cues) -> bool:
    """Whether a name stands in front of the word for another place: "the US" in "the US state of Alabama"."""
    return holder.lower in cues["where_sites"] and named_behind(parse, holder) is not None


def _after_preposition(parse: Parse, wide: bool, steps: list[int], act: str, cues: Cues) -> int | None:
    """Rank of a place after a preposition: a whole country after "to" or "on" is a party unless the act reaches it."""
    word = parse.tokens[steps[0]].lower
    governor = parse.tokens[parse.tokens[steps[0]].head]
    deeper = 2 * (len(steps) - 1)
    if word in {"of", "from"} and governor.pos == "PROPN":
        return None
    if word in {"to", "toward", "towards", "from"}:
        if {act, governor.lemma} & cues["where_moves"]:
            return (2 if word != "from" else ORIGIN) + deeper
        # "A man from Homs": where somebody is from.
        origin = word == "from" and governor.pos == "NOUN"
        return None if wide or origin else 6 + deeper
    if word in {"on", "against", "of", "for", "over"}:
        if governor.lemma in cues["where_reaches"]:
            return 2 + deeper
        part = word == "of" and (governor.lower in cues["where_sites"] or governor.lower in cues["place_heads_before"])
        return 7 + deeper if part or (word in {"on", "over"} and not wide) else None
    return 1 + deeper if word in cues["where_prepositions"] else None


def _by_order(parse: Parse, near: list[PlaceMention], trigger: int, evidence: Span, cues: Cues) -> list[_Found]:
    """Where the parse helps no further: a place after a word like "in", with no other verb between it and the event."""
    tokens = parse.tokens
    found = []
    for p in near:
        before = parse.token_at(p.span.start) - 1
        while before > trigger and tokens[before].dep in {Dep.DETERMINER, Dep.ADJECTIVE}:
            before -= 1
        if not trigger < before <= trigger + MAX_GAP or tokens[before].lower not in NEARBY:
            continue
        holder = tokens[tokens[p.head].head]
        if tokens[p.head].dep in Dep.NOUN_MODIFIERS and holder.lower not in cues["where_sites"]:
            continue
        between = tokens[trigger + 1 : before]
        if evidence.holds(p.span) and not any(t.pos in {"VERB", "AUX"} or t.text in {",", ";", ":"} for t in between):
            found.append(_Found(40, p, "place.nearby"))
    return found
