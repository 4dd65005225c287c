"""Where an event happened: the place that its clause gives, else the nearest clause above, else none.

In: mentions, the event's trigger and clause. Out: a place of the gazetteer and why. Demonyms are no places here, and
neither is a country that acts, speaks or is spoken to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.coding.setting.occasion import earlier_telling
from dateline.knowledge.load import Knowledge
from dateline.language.labels import Dep
from dateline.language.tokens import Parse
from dateline.mentions.mentioned import Mentions, PlaceMention
from dateline.record import Decision, Place
from dateline.spans import Span

WIDE = frozenset({"PCLI", "PCLD", "RGN", "CONT", "ADM1"})
# A clause of its own, seen from the words above it.
CLAUSES = Dep.CLAUSES_OF_NOUN | {Dep.COMPLEMENT, Dep.ADVERBIAL, Dep.PARATAXIS, Dep.CLAUSE_SUBJECT, Dep.CONJUNCT}
SUBJECTS = Dep.SUBJECTS_AND_AGENTS
SPECIFIC = {"PPLX": 0, "BLDG": 0, "INSM": 0, "AIRP": 0, "ADM1": 2, "ADM2": 1, "RGN": 3, "CONT": 5, "PCLI": 4, "PCLD": 4}
MAX_CLIMB = 6
MAX_GAP = 12
NEARBY = frozenset({"in", "at", "near", "across", "inside"})
Cues = Mapping[str, frozenset[str]]
LOOSE = Dep.ADVERBIALS | {Dep.APPOSITION}
INSIDE = Dep.MODIFIERS | {Dep.POSSESSOR}


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
    near = [p for p in mentions.places_by_sentence.get(sentence, ()) if p.form != "demonym"]
    if not near:
        return None
    found = _by_clause(parse, near, trigger, knowledge.gazetteer.cues, saying)
    if not found:
        found = _by_order(parse, near, trigger, evidence, knowledge.gazetteer.cues)
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
            found.append(_Found(rank, p, "place.clause" if rank < 20 else "place.governing"))
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
    deps = [tokens[i].dep for i in path[:-1]]
    if any(d in CLAUSES and tokens[i].pos in {"VERB", "AUX"} for d, i in zip(deps, path, strict=False)):
        return None
    inside_subject = any(d in SUBJECTS for d in deps)
    own = _how(parse, p, path, deps, cues)
    if own is None:
        return None
    if inside_subject:
        own = max(own, 12) if step == 0 else own + 14
    return own + 20 * min(step, 3) if not _same_clause(parse, step, path[-1]) else own + step


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
        if (
            wide
            and (holder.lower not in cues["where_sites"] or holder.lower in cues["where_owned"])
            and holder.lemma not in cues["where_happenings"]
        ):
            return None
        if len(path) == 2:
            return 5 if wide else 3
        if deps[1] == Dep.COMPOUND:
            return None
        if holder.lower not in cues["where_sites"] and holder.pos == "PROPN":
            return None
    steps = [i for i in path[1:-1] if tokens[i].pos in {"ADP", "SCONJ"} or tokens[i].dep == Dep.PREP]
    if steps:
        return _after_preposition(parse, wide, steps, top.lemma, cues)
    if len(path) == 2:
        if deps[0] in Dep.UNDERGOERS:
            return 2 if top.lemma in cues["where_reaches"] or top.lemma in cues["where_moves"] or not wide else None
        if deps[0] in LOOSE:
            return 4
        if deps[0] == Dep.SUBJECT and not wide and top.lemma in parse.words.auxiliaries.copulas:
            return 9
    return 10 if not wide and holder.lower in cues["where_sites"] else None


def _after_preposition(parse: Parse, wide: bool, steps: list[int], act: str, cues: Cues) -> int | None:
    """Rank of a place after a preposition: a whole country after "to" or "on" is a party unless the act reaches it."""
    word = parse.tokens[steps[0]].lower
    governor = parse.tokens[parse.tokens[steps[0]].head]
    deeper = 2 * (len(steps) - 1)
    if word in {"of", "from"} and governor.pos == "PROPN":
        return None
    if word in {"to", "toward", "towards", "from"}:
        if {act, governor.lemma} & cues["where_moves"]:
            return 2 + deeper
        return None if wide else 6 + deeper
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
