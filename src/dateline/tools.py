"""What all stages share: knowledge, models and settings. Made once, never changed."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dateline.coding.opinion.learned_opinion import Opinion
from dateline.coding.reader.model import ReaderModel
from dateline.errors import UsageError
from dateline.knowledge.compiled import paused
from dateline.knowledge.load import Knowledge
from dateline.knowledge.load import load as load_knowledge
from dateline.language.language import Language
from dateline.language.parser.pipeline import Parser
from dateline.language.shipped import SHIPPED, language_of_code
from dateline.pages.blocks import PageReader
from dateline.plugins import load, names
from dateline.settings import Settings


@dataclass(frozen=True)
class Tools:
    """Knowledge, settings, the parser, and the learned reader of stories."""

    knowledge: Knowledge
    settings: Settings
    parser: Parser
    reader: ReaderModel | None = None

    @cached_property
    def opinion(self) -> Opinion | None:
        """The learned opinion on a given pair, read when first asked for: no story needs it."""
        return Opinion.load() if self.settings.opinion and self.language.learned else None

    @cached_property
    def readers(self) -> Mapping[str, PageReader]:
        """The readers of other packages that the settings name."""
        return {name: _reader(name) for name in self.settings.readers}

    @property
    def language(self) -> Language:
        """The language whose stories are coded."""
        return self.parser.language


def _reader(name: str) -> PageReader:
    """A reader of another package.

    Raises:
        UsageError: no package brings it, or it is none.
    """
    found: PageReader | None = load("readers", name, PageReader)
    if found is None:
        raise UsageError(f"--reader {name}: no package brings it; there are {', '.join(names('readers')) or 'none'}")
    return found


def make_tools(
    settings: Settings, languages: Mapping[str, Language] = SHIPPED, *, knowledge: Knowledge | None = None
) -> Tools:
    """Load knowledge and models.

    Args:
        settings: name the language, among others.
        languages: what there is to choose from, by code; ours where left out.
        knowledge: that of the settings, where it is loaded already.

    Raises:
        UsageError: there is no such language, the model isn't installed, or a knowledge folder is missing.
        KnowledgeError: a knowledge file is broken.
    """
    language = language_of_code(settings.language, languages)
    for name in settings.readers:
        _reader(name)  # one that is missing is told before anything is loaded
    with paused():
        parser = Parser.load(language, settings.model)
        reader = ReaderModel.load() if settings.opinion and language.learned else None
        known = knowledge or load_knowledge(settings.knowledge, language.code)
        made = Tools(known, settings, parser, reader)
        gc.freeze()  # what is loaded once is never garbage, and need not be looked through again and again
    return made
