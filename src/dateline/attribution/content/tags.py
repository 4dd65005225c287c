"""Where the words about the speaker begin and end ("..., the minister said on Monday, ...")."""

from __future__ import annotations

import re

from dateline.attribution.parts.cue import Cue
from dateline.attribution.view import View
from dateline.language.labels import Dep

BEFORE_CUE = Dep.AUXILIARIES | {Dep.NEGATION}


def tag_start(view: View, cue: Cue) -> int:
    """First token of the speaker's tag: the speaker or the cue, whichever comes first, with adverbs beside them."""
    first = cue.token
    if cue.source and cue.source.own and cue.source.span.start < view.tokens[cue.token].start:
        first = view.parse.token_at(cue.source.span.start)
    while first > 0 and view.tokens[first - 1].dep in BEFORE_CUE and view.tokens[first - 1].head == cue.token:
        first -= 1
    return first


def tag_end(view: View, cue: Cue) -> int:
    """Offset of the end of the speaker's tag."""
    end = view.tokens[cue.last].end
    if cue.source and cue.source.own and cue.source.span.start >= end:
        end = cue.source.span.end
    return end


def opening(view: View, start: int, end: int) -> int:
    """Skip words that open a sentence without belonging to what is said ("But", "Meanwhile,")."""
    openers = view.reporting.words["openers"]
    while True:
        word = re.compile(r"\s*([A-Za-z]+),?\s+").match(view.text, start, end)
        if not word or word[1].lower() not in openers or not word[1][0].isupper():
            return start
        start = word.end()
