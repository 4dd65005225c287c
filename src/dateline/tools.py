"""What all stages share: knowledge, models and settings. Made once, never changed."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.coding.opinion.learned_opinion import Opinion
from dateline.coding.reader.model import ReaderModel
from dateline.knowledge.load import Knowledge
from dateline.knowledge.load import load as load_knowledge
from dateline.language.parse import Parser
from dateline.settings import Settings


@dataclass(frozen=True)
class Tools:
    """Knowledge, settings, the parser, and what is learned: the opinion on a given pair and the reader of stories."""

    knowledge: Knowledge
    settings: Settings
    parser: Parser
    opinion: Opinion | None = None
    reader: ReaderModel | None = None


def make_tools(settings: Settings) -> Tools:
    """Load knowledge and models.

    Raises:
        UsageError: the model isn't installed, or a knowledge folder is missing.
        KnowledgeError: a knowledge file is broken.
    """
    parser = Parser.load(settings.model)
    opinion, reader = (Opinion.load(), ReaderModel.load()) if settings.opinion else (None, None)
    return Tools(load_knowledge(settings.knowledge), settings, parser, opinion, reader)
