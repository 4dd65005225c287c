"""Is an event presented as a fact? Interim: everything is."""

from __future__ import annotations

from dateline.knowledge.load import Knowledge
from dateline.language.types import Parse
from dateline.record import Decision, Factuality


def factuality_of(parse: Parse, trigger: int, knowledge: Knowledge) -> tuple[Factuality, Decision]:
    """The status of the event that a token names, as its innermost source presents it.

    Args:
        parse: the parsed story.
        trigger: token index of the verb or noun that names the event.
        knowledge: the cues.

    Returns:
        The value, and the decision with the rule and the cue that gave it.
    """
    return "asserted", Decision("factuality", "interim")
