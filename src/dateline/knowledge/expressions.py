"""Interim: the section ``expressions`` of the knowledge, to be filled by its owner."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.knowledge.files import Layers


@dataclass(frozen=True)
class Expressions:
    """Compiled knowledge of this section."""


def load(layers: Layers) -> Expressions:
    """Read and compile this section's files."""
    return Expressions()
