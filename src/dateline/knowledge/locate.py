"""Where a rule stands in the knowledge files: what explanations point at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.knowledge.files import SHIPPED, Entry, layers_over


@dataclass(frozen=True)
class RuleFiles:
    """The entry that each rule was made from, by the rule's id."""

    entries: Mapping[str, Entry]

    @classmethod
    def over(cls, folders: tuple[Path, ...] = ()) -> RuleFiles:
        """The entries of the shipped knowledge with a user's folders laid over it.

        Raises:
            UsageError: a folder doesn't exist.
            KnowledgeError: a file can't be read.
        """
        return cls({str(e.data["id"]): e for e in layers_over(folders).entries("**/*.yaml") if "id" in e.data})

    def where(self, rule: str) -> str:
        """Where a rule stands: ``frames/assault.yaml:12``, or nothing for one that no file holds."""
        if rule.startswith("factuality."):  # "factuality.negation under wish.want": the cue file's ids are the parts
            parts = [p.removesuffix(".negated").removesuffix(".consequence") for p in rule[11:].split(" under ")]
            return ", ".join(dict.fromkeys(filter(None, map(self.where, parts))))
        entry = self.entries.get(rule)
        return _address(entry) if entry is not None else ""


def _address(entry: Entry) -> str:
    """File and line of an entry; shipped files by their place in the package."""
    path = Path(entry.file)
    return f"{(path.relative_to(SHIPPED) if path.is_relative_to(SHIPPED) else path).as_posix()}:{entry.line}"
