"""Every example in knowledge/data/factuality does what it says."""

import pytest

from dateline.coding.factuality.event_factuality import factuality_of
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.load import load
from dateline.language.parse import parse
from dateline.pages.types import Story
from dateline.record import Document
from dateline.settings import Settings

EXAMPLES = [
    (marked, wanted, entry.data["id"])
    for entry in Layers((SHIPPED,)).entries("factuality/*.yaml")
    for marked, wanted in entry.data["examples"].items()
]


def status(marked: str) -> str:
    start, end = marked.index("{"), marked.index("}") - 1
    text = marked.replace("{", "").replace("}", "")
    document = Document(None, None, "text/plain", 0)
    story = Story("x", document, None, None, None, None, (), None, None, None, "en", text)
    parsed = parse(story, Settings().model)
    token = parsed.token_at(start)
    assert parsed.tokens[token].start == start and parsed.tokens[token].end == end
    return factuality_of(parsed, token, load())[0]


@pytest.mark.parametrize(("marked", "wanted", "rule"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_example(marked: str, wanted: str, rule: str) -> None:
    assert status(marked) == wanted, rule
