"""Texts that speak: the chain of what they say names who issued them."""

from __future__ import annotations

import pytest

from dateline.pages.source_and_story import Story
from dateline.pipeline import code_text
from dateline.record import Document
from loaded import tools


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kenya's foreign ministry issued a statement. The statement said that Sudan had shelled Chad.", "ministry"),
        (
            "Kenya and Peru issued a joint statement. The joint statement said that Sudan had shelled Chad.",
            "statement",
        ),
        ("The harbour was closed. The statement said that Sudan had shelled Chad.", "statement"),
    ],
)
def test_a_text_speaks_for_the_one_who_issued_it(text: str, speaker: str) -> None:
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    statements = code_text(story, tools()).statements
    (said,) = (s for s in statements.statements if s.content.of(text).startswith("Sudan"))
    (name,) = (statements.mentions.by_actor[link.actor].actor.name for link in said.chain)
    assert name.endswith(speaker)
