"""Where rules stand in the files of the knowledge, ours and the user's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dateline.knowledge.files import SHIPPED
from dateline.knowledge.frames import Rule
from dateline.knowledge.locate import RuleFiles


@dataclass(frozen=True, slots=True)
class Places:
    """Looks up files and lines."""

    files: RuleFiles

    def of(self, rule: str) -> str:
        """Where an entry stands: ``words/agents.yaml:3``, or nothing."""
        return self.files.where(rule)

    def of_frame(self, rule: Rule) -> str:
        """Where the rule of a frame stands: ``frames/assault.yaml:12``."""
        path = Path(rule.file)
        shown = path.relative_to(SHIPPED) if path.is_relative_to(SHIPPED) else path
        return f"{shown.as_posix()}:{rule.line}"

    def own(self, rule: Rule) -> bool:
        """Whether a rule is the user's."""
        return not Path(rule.file).is_relative_to(SHIPPED)
