"""What the types of a user's sheet are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.errors import UsageError
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.ontology import load
from dateline.settings import Settings
from dateline.store.filters.filter_values import alike, ask


def pairs_said(given: Sequence[str] | None, option: str) -> dict[str, str]:
    """The pairs of an option that may be repeated: ``NAME=VALUE``.

    Raises:
        UsageError: one has no equals sign, or nothing beside it.
    """
    found = {}
    for text in given or ():
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign or not name or not value:
            raise UsageError(f"{option} {text}: NAME=VALUE is wanted")
        found[name] = value
    return found


def types_of(settings: Settings, said: Mapping[str, str]) -> dict[str, str]:
    """Label in small letters > event type: the types themselves, what they are labelled, and the user's own labels.

    Raises:
        UsageError: a label is to mean a type that isn't there.
    """
    types = load(Layers((SHIPPED, *settings.knowledge))).types
    labels = {t.lower(): t for t in types}
    for label, kind in said.items():
        if kind.lower() not in labels:
            raise UsageError(f"--as {label}={kind}: there is no event type {kind!r}{ask(alike(kind, types))}")
        labels[label.lower()] = labels[kind.lower()]
    return labels
