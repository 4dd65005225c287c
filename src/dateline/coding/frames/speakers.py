"""Who "I", "we" and "you" are: inside a statement they stand for its speaker and for whom it is said to."""

from __future__ import annotations

from dateline.attribution.statements import Statements


def speakers(statements: Statements) -> dict[int, int]:
    """Pronouns of the first and second person with the entity that each stands for, as token and entity numbers.

    The innermost statement that holds the pronoun decides. Pronouns outside of statements, and those of a statement
    that nobody in the text makes, are left out.
    """
    parse = statements.mentions.parse
    pronouns = parse.words.pronouns
    numbers = {entity.actor.id: n for n, entity in enumerate(statements.mentions.entities)}
    found: dict[int, int] = {}
    # Long statements first, so that those inside them overwrite what they have in common.
    for said in sorted(statements.statements, key=lambda s: (-len(s.content), s.content.start)):
        speaker = numbers.get(said.chain[-1].actor) if said.chain else None
        hearer = numbers.get(said.addressee) if said.addressee else None
        for i in range(parse.token_at(said.content.start), parse.token_at(max(said.content.end - 1, 0)) + 1):
            person = parse.tokens[i].lower
            named = speaker if person in pronouns.first else hearer if person in pronouns.second else None
            if named is not None and parse.tokens[i].text != "US":
                found[i] = named
    return found
