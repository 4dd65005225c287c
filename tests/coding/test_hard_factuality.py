"""Sixty paragraphs of our own, several events each: every one keeps the status that a reader gives it."""

import re
from pathlib import Path

import pytest
import yaml

from dateline.coding.factuality.event_factuality import factuality_of
from dateline.language.parse import parse
from dateline.pages.source_and_story import Story
from dateline.record import Document
from loaded import shipped_knowledge, tools

PARAGRAPHS: list[str] = yaml.safe_load(Path(__file__).with_name("hard_factuality.yaml").read_text(encoding="utf-8"))
STATUS = {"a": "asserted", "n": "negated", "p": "possible", "f": "future", "h": "hypothetical"}
MARK = re.compile(r"\{([^|}]+)\|(\w)\}")


def marked(paragraph: str) -> tuple[str, list[tuple[int, str, str]]]:
    """The bare text, and the offset, word and status of each mark."""
    text, found, last = "", [], 0
    for m in MARK.finditer(paragraph):
        text += paragraph[last : m.start()]
        found.append((len(text), m[1], STATUS[m[2]]))
        text += m[1]
        last = m.end()
    return text + paragraph[last:], found


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=[str(n) for n in range(len(PARAGRAPHS))])
def test_paragraph(paragraph: str) -> None:
    text, wanted = marked(paragraph)
    assert wanted
    document = Document(None, None, "text/plain", 0)
    story = Story("x", document, None, None, None, None, (), None, None, None, "en", text)
    parsed = parse(story, tools().parser)
    told = [(word, factuality_of(parsed, parsed.token_at(at), shipped_knowledge())[0]) for at, word, _ in wanted]
    assert told == [(word, status) for _, word, status in wanted]


def test_there_are_sixty() -> None:
    assert len(PARAGRAPHS) >= 60
    assert {s for p in PARAGRAPHS for _, _, s in marked(p)[1]} == set(STATUS.values())


@pytest.mark.parametrize(
    "text",
    [
        "that he said " * 1500 + "they fired.",
        "if " * 2000 + "they fire",
        "not " * 2000,
        "and fire " * 2000,
        "\u201c\u201d' " * 900,
        "x",
    ],
    ids=["deep", "conditions", "negations", "conjuncts", "quotes", "short"],
)
def test_odd_text_has_an_answer(text: str) -> None:
    document = Document(None, None, "text/plain", 0)
    parsed = parse(Story("x", document, None, None, None, None, (), None, None, None, "en", text), tools().parser)
    tokens = [*parsed.tokens[:300], *parsed.tokens[-300:]]
    assert {factuality_of(parsed, t.i, shipped_knowledge())[0] for t in tokens} <= set(STATUS.values())
