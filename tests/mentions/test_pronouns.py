"""Pronouns: sixty short stories of our own, each with the phrase that its pronoun stands for."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_actors
from dateline.pages.source_and_story import Story
from dateline.record import Document
from dateline.spans import Span
from loaded import shipped_knowledge, tools

EXAMPLES = Path(__file__).parent / "pronouns.yaml"
GOAL = 0.9


def marked(text: str) -> tuple[str, Span, Span]:
    """The plain text, the span in square brackets and the one in round brackets."""
    plain, spans, start = "", {}, {}
    for part in re.split(r"([\[\]()])", text):
        if part in "[(" and part:
            start[part] = len(plain)
        elif part in "])" and part:
            spans[part] = Span(start["[" if part == "]" else "("], len(plain))
        else:
            plain += part
    return plain, spans["]"], spans[")"]


def wrong(text: str) -> str | None:
    """Whom the pronoun was taken for, or None where that is right."""
    plain, antecedent, pronoun = marked(text)
    document = Document("p", None, "text/plain", 0)
    story = Story("p", document, None, None, None, None, (), None, "2020-05-01", "given", "en", plain)
    entities, mentions = find_actors(parse(story, tools().parser), shipped_knowledge())
    found = [m.entity for m in mentions if m.span == pronoun]
    meant = {m.entity for m in mentions if m.span.touches(antecedent) and m.form != "pronoun"}
    if found and found[0] in meant:
        return None
    return entities[found[0]].actor.name if found else "nobody"


def test_share_of_right_antecedents() -> None:
    examples = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    assert len(examples) >= 60
    failures = [f"{text}: {got}" for text in examples if (got := wrong(text))]
    print("\n".join(failures))
    share = 1 - len(failures) / len(examples)
    print(f"{share:.3f}")
    assert share >= GOAL, failures
