"""What all stages share: knowledge, models and settings. Made once, never changed."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.coding.opinion.learned_opinion import Opinion
from dateline.knowledge.load import Knowledge
from dateline.knowledge.load import load as load_knowledge
from dateline.language.parse import load_pipeline
from dateline.settings import Settings


@dataclass(frozen=True)
class Tools:
    """Knowledge, the learned second opinion (None where it is switched off) and settings."""

    knowledge: Knowledge
    settings: Settings
    opinion: Opinion | None = None


def make_tools(settings: Settings) -> Tools:
    """Load knowledge and models.

    Raises:
        UsageError: the model isn't installed, or a knowledge folder is missing.
        KnowledgeError: a knowledge file is broken.
    """
    load_pipeline(settings.model)
    opinion = Opinion.load() if settings.opinion else None
    return Tools(load_knowledge(settings.knowledge), settings, opinion)
