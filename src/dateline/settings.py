"""All options that change what a run gives, with their defaults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """Options of the pipeline.

    Attributes:
        language: the language whose stories are coded, ISO 639-1; stories in others are kept, not coded.
        model: name of the spaCy pipeline that parses; None for the usual one of the language.
        opinion: whether the learned parts are asked: the reader of stories, the opinion on given pairs.
        knowledge: folders laid over the shipped knowledge, later ones win.
        max_page_bytes: pages above this size are refused with an error.
        fields: for JSONL input, our name of a field -> the names in the file, "a,b": the first that is there is taken;
            a date of a name that ends in ~ is marked as estimated.
        all_actors: code also acts in which nobody and nothing is of political weight.
        readers: names of readers that other packages bring; they are asked first, in this order.

    Raises:
        UsageError: an option is of a kind that it can't be.
    """

    language: str = "en"
    model: str | None = None
    opinion: bool = True
    knowledge: tuple[Path, ...] = ()
    max_page_bytes: int = 20_000_000
    fields: dict[str, str] = field(default_factory=dict)
    all_actors: bool = False
    readers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no option; folders may come as texts and in a list."""
        if not isinstance(self.language, str) or not re.fullmatch("[a-z]{2}", self.language):
            raise UsageError(f"language {self.language!r:.40}: a code of two letters is wanted (en)")
        if self.model is not None and (not isinstance(self.model, str) or not self.model):
            raise UsageError(f"model {self.model!r:.40}: the name of a spaCy pipeline is wanted")
        if not isinstance(self.max_page_bytes, int) or self.max_page_bytes < 1:
            raise UsageError(f"max_page_bytes {self.max_page_bytes!r:.40}: a number above 0 is wanted")
        if isinstance(self.knowledge, str | bytes) or not isinstance(self.knowledge, Iterable):
            raise UsageError(f"knowledge {self.knowledge!r:.40}: a list of folders is wanted")
        if not all(isinstance(folder, str | Path) for folder in self.knowledge):
            raise UsageError(f"knowledge {self.knowledge!r:.40}: each folder must be a path")
        object.__setattr__(self, "knowledge", tuple(Path(folder) for folder in self.knowledge))
        if isinstance(self.readers, str) or not all(isinstance(name, str) for name in self.readers):
            raise UsageError(f"readers {self.readers!r:.40}: a list of names is wanted")
        object.__setattr__(self, "readers", tuple(self.readers))
        if not isinstance(self.fields, dict) or not all(isinstance(v, str) for kv in self.fields.items() for v in kv):
            raise UsageError(f"fields {self.fields!r:.40}: names of fields are wanted, ours and theirs")
