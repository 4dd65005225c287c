"""Three questions for a verb's subject: who does it, what it is said of, who speaks."""

import pytest

from dateline.language.grammar.clauses import Clauses
from dateline.language.grammar.speaking_subject import speaking_subject
from dateline.language.parse import parse
from dateline.pages.source_and_story import Story
from dateline.record import Document
from loaded import shipped_knowledge, tools


@pytest.mark.parametrize(
    ("text", "verb", "does", "said_of", "speaks"),
    [
        ("Peru urged Chad to leave the town.", "leave", "Chad", "Chad", "Peru"),
        ("Chad was hit by Peru on Monday.", "hit", "Peru", "Chad", None),
        ("Peru urged Chad to leave, adding that the town was lost.", "adding", "Peru", "Peru", "Peru"),
        ("Peru forced Chad to leave and said the town was lost.", "said", "Peru", "Peru", "Peru"),
    ],
)
def test_each_question_has_its_answer(text, verb, does, said_of, speaks):
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    parsed = parse(story, tools().parser)
    clauses = Clauses(parsed, shipped_knowledge().frames.sets)
    at = next(t.i for t in parsed.tokens if t.text == verb)
    found = speaking_subject(parsed, at, at)
    speaker = found.token if found is not None and found.kind == "subject" else None
    answers = [clauses.subject(at), clauses.surface_subject(at), speaker]
    assert [parsed.tokens[i].text if i is not None else None for i in answers] == [does, said_of, speaks]
