"""What judges work with: the tools, and each stage's answer to the text of an example, worked out once."""

from __future__ import annotations

from dateline.attribution.find_statements import find_statements
from dateline.attribution.statements import Statements
from dateline.knowledge.files import Layers, layers_over
from dateline.language.parse import parse
from dateline.language.tokens import Parse
from dateline.mentions.find_mentions import find_mentions
from dateline.mentions.mentioned import Mentions
from dateline.pages.source_and_story import Story
from dateline.record import Document
from dateline.tools import Tools


class Bench:
    """The stages, ready to be asked about the text of an example."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.knowledge = tools.knowledge
        self._statements: dict[str, Statements] = {}
        self._mentions: dict[str, Mentions] = {}

    @property
    def layers(self) -> Layers:
        """The folders of knowledge."""
        return layers_over(self.tools.settings.knowledge, self.tools.language.code)

    def parse(self, text: str, published: str | None = None, url: str | None = None) -> Parse:
        """The parse of a text as a story of its own."""
        document = Document("example", None, "text/plain", 0)
        story = Story(
            "example", document, None, url, None, None, (), None, published, "given" if published else None,
            self.tools.language.code, text,
        )  # fmt: skip
        return parse(story, self.tools.parser)

    def mentions(self, text: str) -> Mentions:
        """Who, where and when in a text."""
        if text not in self._mentions:
            self._mentions[text] = find_mentions(self.parse(text), self.knowledge)
        return self._mentions[text]

    def statements(self, text: str) -> Statements:
        """Who says what in a text."""
        if text not in self._statements:
            self._statements[text] = find_statements(self.mentions(text), self.knowledge)
        return self._statements[text]
