"""Tokens > titles: "foreign minister", "Brigadier General", "Minister of Health and Women"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.knowledge.lexicon.words import Title, Words
from dateline.language.labels import Tag
from dateline.language.tokens import Token

HYPHENS = frozenset({"-", "–", "‑"})


@dataclass(slots=True)
class TitleSpan:
    """A title: tokens ``first`` to ``last`` (included)."""

    first: int
    last: int
    title: Title


def title_at(tokens: Sequence[Token], i: int, words: Words) -> TitleSpan | None:
    """The longest title that begins at a token."""
    longest = words.longest.get(tokens[i].lower)
    if longest is None:
        return None
    text = ""
    best: tuple[int, Title] | None = None
    count = 0
    for k in range(i, min(i + 2 * longest, len(tokens))):
        lower = tokens[k].lower
        if lower in HYPHENS:
            text += "-"
            continue
        text = text + lower if not text or text[-1] == "-" else f"{text} {lower}"
        count += 1
        found = words.titles.get(text) or words.titles.get(text.replace("-", " "))
        if found is None and tokens[k].tag in Tag.PLURALS:
            stem = tokens[k].lemma.lower()  # names keep their plural: "Senators Brunn and Voss"
            found = words.titles.get(text[: -len(lower)] + (stem.removesuffix("s") if stem == lower else stem))
        if found is not None:
            best = (k, found)
        if count >= longest:
            break
    return TitleSpan(i, _portfolio_end(tokens, best[0], words), best[1]) if best is not None else None


def _portfolio_end(tokens: Sequence[Token], last: int, words: Words) -> int:
    """Take "of Foreign Affairs", "for Health and Women" behind a minister's title into it."""
    n = len(tokens)
    if (
        last + 2 >= n
        or tokens[last].lower not in words.shapes["ministers"]
        or tokens[last + 1].lower not in {"of", "for"}
    ):
        return last
    k = last + 2
    if tokens[k].lower == "the" and k + 1 < n:
        k += 1
    end = last
    links = words.shapes["portfolio_links"]
    while k < n:
        lower = tokens[k].lower
        if lower in words.portfolios or (lower in words.shapes["portfolio_ends"] and end > last):
            end = k
        elif lower not in links or (k > end + 2 and end > last):
            break
        k += 1
    return end
