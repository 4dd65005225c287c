"""Full text: what a user types, as an FTS5 query that can't fail."""

from __future__ import annotations

import re

from dateline.errors import UsageError

PIECE = re.compile(r'"([^"]*)"|(\S+)')


def match_query(text: str) -> str:
    """The FTS5 query for a search: all words must occur; "a phrase" stays together; ``word*`` finds its continuations.

    Raises:
        UsageError: there is no word in it.
    """
    parts = []
    for phrase, word in PIECE.findall(text.replace("“", '"').replace("”", '"')):
        content = phrase or word
        if not re.search(r"\w", content):
            continue
        quoted = '"' + content.rstrip("*").replace('"', "").replace("\0", "") + '"'
        parts.append(quoted + "*" if word.endswith("*") else quoted)
    if not parts:
        raise UsageError(f"--search {text!r}: no word to search for")
    return " AND ".join(parts)
