"""What all stages share: knowledge, models and settings. Made once, never changed."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.coding.opinion.learned_opinion import Opinion
from dateline.knowledge.load import Knowledge
from dateline.knowledge.load import load as load_knowledge
from dateline.language.parse import Parser
from dateline.settings import Settings


@dataclass(frozen=True)
class Tools:
    """Knowledge, settings, the parser, and the learned second opinion (None where it is switched off)."""

    knowledge: Knowledge
    settings: Settings
    parser: Parser
    opinion: Opinion | None = None


def make_tools(settings: Settings) -> Tools:
    """Load knowledge and models.

    Raises:
        UsageError: the model isn't installed, or a knowledge folder is missing.
        KnowledgeError: a knowledge file is broken.
    """
    parser = Parser.load(settings.model)
    opinion = Opinion.load() if settings.opinion else None
    return Tools(load_knowledge(settings.knowledge), settings, parser, opinion)
