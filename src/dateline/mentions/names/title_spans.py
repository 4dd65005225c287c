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
    longest = words.longest.get(tokens[i].lower, 0)
    several = _several_portfolios(tokens, i, words)
    if several is not None:
        return several
    if not longest and tokens[i].lower not in words.shapes["lesser"]:
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
    if tokens[i].lower in words.shapes["lesser"] and (best is None or best[0] == i) and i + 1 < len(tokens):
        whole = title_at(tokens, i + 1 + (tokens[i + 1].text in HYPHENS), words)
        if whole is not None:
            return TitleSpan(i, whole.last, whole.title)
    return TitleSpan(i, _portfolio_end(tokens, i, best[0], words), best[1]) if best is not None else None


def _several_portfolios(tokens: Sequence[Token], i: int, words: Words) -> TitleSpan | None:
    """One office with several portfolios before its title: "Labour, Health and Trade Minister"."""
    if tokens[i].lower not in words.portfolios:
        return None
    n, links, k = len(tokens), 0, i + 1
    while k + 1 < n and tokens[k].sent == tokens[i].sent:
        lower = tokens[k].lower
        if lower in words.shapes["portfolio_joints"]:
            links += 1
        elif lower not in words.portfolios and lower not in words.shapes["portfolio_ends"]:
            break
        k += 1
    if not links or tokens[k - 1].lower in words.shapes["portfolio_joints"]:
        return None
    title = words.titles.get(tokens[k].lower)
    alike = tokens[i].text[0].isupper() == tokens[k].text[0].isupper()
    if title is None or not alike or tokens[k].lower not in words.shapes["portfolio_holders"]:
        return None
    return TitleSpan(i, k, title)


def _portfolio_end(tokens: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Take "of Foreign Affairs", "for Health and Women", "for African Affairs" behind a minister's title into it."""
    n = len(tokens)
    if (
        last + 2 >= n
        or all(t.lower not in words.shapes["ministers"] for t in tokens[first : last + 1])
        or tokens[last + 1].lower not in {"of", "for"}
    ):
        return last
    named = next((k for k in range(last + 3, min(last + 7, n)) if tokens[k].text == "Affairs"), None)
    if named is not None and all(t.text[:1].isupper() or t.lower == "and" for t in tokens[last + 2 : named]):
        end = named
        k = named + 1
    else:
        end = last
        k = last + 2
        if tokens[k].lower == "the" and k + 1 < n:
            k += 1
    links = words.shapes["portfolio_links"]
    while k < n:
        lower = tokens[k].lower
        if (
            lower in words.portfolios
            or (lower in words.shapes["portfolio_ends"] and end > last)
            or (end > last and _names_portfolio(tokens, k, words))
        ):
            end = k
        elif lower not in links or (k > end + 2 and end > last):
            break
        k += 1
    return end


def _names_portfolio(tokens: Sequence[Token], k: int, words: Words) -> bool:
    """Whether a word that no list has ends a portfolio: behind its "and", before a first name."""
    if k + 2 >= len(tokens) or tokens[k - 1].lower not in {"and", "&"} or not tokens[k].text[:1].isupper():
        return False
    first, last = tokens[k + 1], tokens[k + 2]
    given = words.gender_names
    return (
        tokens[k].lower not in given and first.lower in given and first.text[:1].isupper() and last.text[:1].isupper()
    )
