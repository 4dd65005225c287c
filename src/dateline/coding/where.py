"""Where an event happened: the place that its clause gives, else the nearest clause above, else none.

In: mentions, the event's trigger and clause. Out: a place of the gazetteer and why. Demonyms are no places here, and
neither is a country that acts, speaks or is spoken to.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.language.types import Parse
from dateline.mentions.types import Mentions, PlaceMention
from dateline.record import Decision, Place
from dateline.spans import Span

# Where something is or goes; "from" and "of" only where nothing better stands.
AT = frozenset({
    "in", "at", "near", "inside", "outside", "across", "throughout", "around", "on", "along", "off", "within", "into", "to",
    "toward", "towards", "over", "above", "against", "through", "onto", "beside", "under",
})  # fmt: skip
WEAK = frozenset({"from", "of", "for"})
# Verbs whose direct object is where they happen, even where it is a whole country.
REACHES = frozenset({
    "attack", "bomb", "bombard", "shell", "strike", "hit", "raid", "storm", "besiege", "invade", "enter", "leave", "reach", "cross",
    "capture", "seize", "occupy", "overrun", "retake", "recapture", "liberate", "evacuate", "visit", "tour", "pound", "target",
    "surround", "abandon", "quit", "rock", "devastate", "blockade", "annex", "flee", "overfly", "patrol", "encircle", "torch",
})  # fmt: skip
# A clause of its own, seen from the words above it.
CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "conj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "csubj"})
SPECIFIC = {"PPLX": 0, "BLDG": 0, "INSM": 0, "AIRP": 0, "ADM1": 2, "ADM2": 1, "RGN": 3, "CONT": 5, "PCLI": 4, "PCLD": 4}
MAX_CLIMB = 6


@dataclass(frozen=True, slots=True)
class _Found:
    """A place near an event: lower ``rank`` is better, then the more specific, then the earlier one."""

    rank: int
    place: PlaceMention
    rule: str

    @property
    def order(self) -> tuple[int, int, int]:
        return self.rank, SPECIFIC.get(self.place.place.feature or "", 1), self.place.span.start


def place_of(mentions: Mentions, trigger: int, evidence: Span) -> tuple[Place | None, Decision]:
    """The place of the event that token ``trigger`` names.

    Args:
        mentions: the story's mentions.
        trigger: token index of the word that names the event.
        evidence: the event's clause.

    Returns:
        The place and the decision with the words that it went by, or None and a decision that says so.
    """
    parse = mentions.parse
    sentence = parse.tokens[trigger].sent
    near = [p for p in mentions.places_by_sentence.get(sentence, ()) if p.form != "demonym"]
    if not near:
        return None, Decision("place", "place.none")
    found = _by_clause(parse, near, trigger)
    if not found:
        found = _by_order(parse, near, trigger, evidence)
    if not found:
        return None, Decision("place", "place.none")
    best = min(found, key=lambda f: f.order)
    return best.place.place, Decision("place", best.rule, best.place.span)


def _by_clause(parse: Parse, near: list[PlaceMention], trigger: int) -> list[_Found]:
    """Places whose path to the trigger, or to a word that governs it, stays inside one clause."""
    above = {trigger: 0}
    for step, i in enumerate(parse.ancestors(trigger)[:MAX_CLIMB], start=1):
        above.setdefault(i, step)
    found = []
    for p in near:
        path = _path(parse, p.head, above)
        if path is None:
            continue
        rank = _rank(parse, p, path, above[path[-1]])
        if rank is not None:
            found.append(_Found(rank, p, "place.clause" if rank < 20 else "place.governing"))
    return found


def _path(parse: Parse, head: int, above: dict[int, int]) -> list[int] | None:
    """Token indices from a place up to the first word that governs the event (included), None across a clause."""
    path = [head]
    while path[-1] not in above:
        t = parse.tokens[path[-1]]
        if t.head == t.i or len(path) > 12:
            return None
        path.append(t.head)
    return path


def _rank(parse: Parse, p: PlaceMention, path: list[int], step: int) -> int | None:
    """How closely a place belongs to the event: below 20 its own clause, from 20 on a clause above, None not at all."""
    tokens = parse.tokens
    if len(path) == 1:
        # The place itself governs the event: "Aleppo, where rebels shelled a market".
        return 8 if step and tokens[path[0]].dep not in SUBJECTS else None
    deps = [tokens[i].dep for i in path[:-1]]
    if any(d in CLAUSES and tokens[i].pos in {"VERB", "AUX"} for d, i in zip(deps, path, strict=False)):
        return None
    inside_subject = any(d in SUBJECTS for d in deps)
    own = _how(parse, p, path, deps)
    if own is None:
        return None
    if inside_subject:
        own = max(own, 12) if step == 0 else own + 14
    return own + 20 * min(step, 3) if not _same_clause(parse, step, path[-1]) else own + step


def _same_clause(parse: Parse, step: int, top: int) -> bool:
    """An event noun belongs to the clause of the verb right above it ("carried out the airstrike at the airport")."""
    return step <= 2 and parse.tokens[top].pos in {"NOUN", "PROPN", "ADP", "VERB"} and step > 0


def _how(parse: Parse, p: PlaceMention, path: list[int], deps: list[str]) -> int | None:
    """Rank of the words that tie a place to what is above it; None where they don't say where."""
    tokens = parse.tokens
    prepositions = [tokens[i].lower for i in path[1:-1] if tokens[i].pos in {"ADP", "SCONJ"} or tokens[i].dep == "prep"]
    country = p.place.feature in {"PCLI", "PCLD"}
    first = prepositions[0] if prepositions else ""
    if first in AT:
        speaks_to = first in {"to", "against", "on"} and country
        return (6 if speaks_to else 1) + 2 * (len(prepositions) - 1)
    if first in WEAK:
        return 7 + len(prepositions)
    top = tokens[path[-1]]
    if deps[-1] in {"dobj", "nsubjpass"} and (top.lemma in REACHES or not country) and len(path) == 2:
        return 2
    if deps[-1] in {"compound", "nmod", "poss", "amod"} and len(path) == 2:
        return 3 if not country else 5
    if deps[-1] in {"npadvmod", "advmod", "appos"}:
        return 4
    if deps[-1] == "nsubj" and not country and len(path) == 2 and top.lemma == "be":
        return 9
    if "compound" in deps and not country:
        return 10
    return None


def _by_order(parse: Parse, near: list[PlaceMention], trigger: int, evidence: Span) -> list[_Found]:
    """Where the parse helps no further: a place of the event's own clause right after a word like "in"."""
    found = []
    for p in near:
        before = parse.token_at(p.span.start) - 1
        while before >= 0 and parse.tokens[before].dep in {"det", "amod", "compound"}:
            before -= 1
        if before >= 0 and evidence.holds(p.span) and parse.tokens[before].lower in {"in", "at", "near", "across", "inside"}:
            found.append(_Found(40 + (0 if p.head > trigger else 5), p, "place.nearby"))
    return found
