"""Cues of factuality: modals, modifiers of event nouns, and the words that govern other events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from dateline.knowledge.files import Entry, Layers
from dateline.record import Factuality

STATUSES = frozenset((*get_args(Factuality), "same"))
COMPLEMENTS = frozenset({"inf", "ger", "that", "noun", "wh"})


@dataclass(frozen=True, slots=True)
class Modal:
    """A word beside the trigger. ``if_governor``: counts only where the governing verb has one of these statuses."""

    id: str
    gives: Factuality
    negated: Factuality
    if_governor: frozenset[str]


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that decides the status of its complements. ``gives`` and ``negated`` may be ``same``."""

    id: str
    gives: str
    negated: str
    factive: bool
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class FactualityCues:
    """Compiled cues.

    Attributes:
        modals: kind (``aux``, ``adverb``, ...) and word -> modal.
        modifiers: word -> rule id and status, for words at event nouns.
        governors: part of speech and words -> governors, the later ones in the files first.
        light: verbs that only say that the event of their noun takes place.
        attitudes: verbs that tell an attitude which the speaker has, bare or with "would".
        falsehoods: predicates that call a claim untrue.
        drifting: verbs that part a noun from what it governs ("fears grew of an attack").
        examples: sentence with a ``{trigger}``, expected status, file and line.
    """

    modals: Mapping[tuple[str, str], Modal]
    modifiers: Mapping[str, tuple[str, Factuality]]
    governors: Mapping[tuple[str, str], tuple[Governor, ...]]
    light: frozenset[str]
    attitudes: frozenset[str]
    falsehoods: frozenset[str]
    drifting: frozenset[str]
    examples: tuple[tuple[str, str, str], ...]

    def governor(self, pos: str, words: str, complement: str) -> Governor | None:
        """The rule of a governing word for a kind of complement."""
        return next((g for g in self.governors.get((pos, words), ()) if complement in g.takes), None)


def load(layers: Layers) -> FactualityCues:
    """Read ``factuality/*.yaml``.

    Raises:
        KnowledgeError: an entry lacks a field or names an unknown status, part of speech or complement.
    """
    modals: dict[tuple[str, str], Modal] = {}
    modifiers: dict[str, tuple[str, Factuality]] = {}
    governors: dict[tuple[str, str], list[Governor]] = {}
    examples: list[tuple[str, str, str]] = []
    sets: dict[str, set[str]] = {"light": set(), "attitude": set(), "falsehood": set(), "drift": set()}
    for entry in layers.entries("factuality/*.yaml"):
        data = entry.data
        gives = _status(entry, "gives")
        words = [str(w) for w in data.get("words") or ()]
        if not words or not data.get("id"):
            raise entry.fail("fields 'id' and 'words' are needed")
        examples += _examples(entry)
        if "pos" in data:
            for key, governor in _governors(entry, words, gives):
                # The first use that fits counts: a user's goes before ours.
                held = governors.setdefault(key, [])
                held.insert(0 if entry.layer else len(held), governor)
        elif data.get("kind") in sets:
            sets[data["kind"]].update(words)
        elif "kind" in data:
            negated: Any = data.get("negated", "negated")
            for word in data.get("only", words):
                modal = Modal(data["id"], gives, negated, frozenset(data.get("if_governor") or ()))
                modals[data["kind"], word] = modal
                if data["kind"] == "phrase":
                    modals["phrase-start", word.split()[0]] = modal
        else:
            modifiers |= dict.fromkeys(words, (data["id"], gives))
    return FactualityCues(
        modals, modifiers, {k: tuple(v) for k, v in governors.items()},
        frozenset(sets["light"]), frozenset(sets["attitude"]), frozenset(sets["falsehood"]),
        frozenset(sets["drift"]), tuple(examples),
    )  # fmt: skip


def _status(entry: Entry, field: str) -> Any:
    value = entry.data.get(field)
    if value not in STATUSES:
        raise entry.fail(f"field {field!r} must be one of {', '.join(sorted(STATUSES))}, not {value!r}")
    return value


def _examples(entry: Entry) -> Iterator[tuple[str, str, str]]:
    for text, wanted in (entry.data.get("examples") or {}).items():
        if "{" not in text or "}" not in text:
            raise entry.fail(f"the example {text!r} marks no {{trigger}}")
        if wanted not in STATUSES:
            raise entry.fail(f"the example {text!r} expects the unknown status {wanted!r}")
        yield text, wanted, f"{entry.data['id']} ({entry.file}:{entry.line})"


def _governors(entry: Entry, words: list[str], gives: str) -> Iterator[tuple[tuple[str, str], Governor]]:
    data = entry.data
    if data["pos"] not in ("verb", "noun", "adj"):
        raise entry.fail(f"pos must be verb, noun or adj, not {data['pos']!r}")
    takes = frozenset(data.get("takes") or ())
    only = data.get("only") or {}
    for unknown in (takes | {t for kinds in only.values() for t in kinds}) - COMPLEMENTS:
        raise entry.fail(f"unknown complement {unknown!r}; known are {', '.join(sorted(COMPLEMENTS))}")
    for word in words:
        kinds = frozenset(only[word]) if word in only else takes
        governor = Governor(data["id"], gives, data.get("negated", "same"), bool(data.get("factive")), kinds)
        yield (data["pos"], word), governor
