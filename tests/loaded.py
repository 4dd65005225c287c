"""Knowledge and models for tests, loaded once a process."""

from functools import cache

from dateline.knowledge.load import Knowledge
from dateline.settings import Settings
from dateline.tools import Tools, make_tools


@cache
def tools(opinion: bool = False) -> Tools:
    """What the stages share."""
    return make_tools(Settings(opinion=opinion))


def shipped_knowledge() -> Knowledge:
    """What Dateline ships."""
    return tools().knowledge
