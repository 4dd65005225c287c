"""What all stages share: knowledge, models and settings. Made once, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.coding.opinion.learned_opinion import Opinion
from dateline.coding.reader.model import ReaderModel
from dateline.knowledge.load import Knowledge
from dateline.knowledge.load import load as load_knowledge
from dateline.language.language import Language
from dateline.language.parser.pipeline import Parser
from dateline.language.shipped import SHIPPED, language_of_code
from dateline.settings import Settings


@dataclass(frozen=True)
class Tools:
    """Knowledge, settings, the parser, and what is learned: the opinion on a given pair and the reader of stories."""

    knowledge: Knowledge
    settings: Settings
    parser: Parser
    opinion: Opinion | None = None
    reader: ReaderModel | None = None

    @property
    def language(self) -> Language:
        """The language whose stories are coded."""
        return self.parser.language


def make_tools(settings: Settings, languages: Mapping[str, Language] = SHIPPED) -> Tools:
    """Load knowledge and models.

    Args:
        settings: name the language, among others.
        languages: what there is to choose from, by code; ours where left out.

    Raises:
        UsageError: there is no such language, the model isn't installed, or a knowledge folder is missing.
        KnowledgeError: a knowledge file is broken.
    """
    language = language_of_code(settings.language, languages)
    parser = Parser.load(language, settings.model)
    learned = settings.opinion and language.learned
    opinion, reader = (Opinion.load(), ReaderModel.load()) if learned else (None, None)
    return Tools(load_knowledge(settings.knowledge, language.code), settings, parser, opinion, reader)
