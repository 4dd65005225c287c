"""Interim: the section ``frames`` of the knowledge, to be filled by its owner."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.knowledge.files import Layers


@dataclass(frozen=True)
class Frames:
    """Compiled knowledge of this section."""


def load(layers: Layers) -> Frames:
    """Read and compile this section's files."""
    return Frames()
