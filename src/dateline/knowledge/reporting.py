"""Interim: the section ``reporting`` of the knowledge, to be filled by its owner."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.knowledge.files import Layers


@dataclass(frozen=True)
class Reporting:
    """Compiled knowledge of this section."""


def load(layers: Layers) -> Reporting:
    """Read and compile this section's files."""
    return Reporting()
