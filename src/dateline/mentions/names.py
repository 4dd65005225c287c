"""Tokens > name spans: known names by the register, unknown ones by their capital letters, and titles.

Statistical name recognition is left out on purpose: on news it costs half the parser's time and takes agencies for people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.knowledge.load import Knowledge
from dateline.knowledge.register import MARKS, Alias
from dateline.knowledge.spelling import plain
from dateline.knowledge.words import Noun, Title, Words
from dateline.language.types import Parse, Token

PARTICLES = frozenset(
    "al el ul bin ibn bint abu abd von van der den de da di del della la le du dos das do ben ter ten zu af as ash ar an "
    "e y i t' d'".split()
)
# Capitalised words that are no names by themselves.
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec ramadan easter "
    "christmas gmt utc est".split()
)
NOT_NAMES = frozenset({"DET", "PRON", "AUX", "ADP", "CCONJ", "SCONJ", "PART", "INTJ", "PUNCT", "SYM", "NUM", "SPACE"})
INSIDE_BODY = frozenset({"of", "for", "and", "the", "on", "&", "in"})


@dataclass(slots=True)
class Name:
    """A name in the text: tokens ``first`` to ``last`` (included).

    ``aliases``: what the register knows under it; ``body``: the noun that makes it a body ("Ministry"), or None.
    """

    first: int
    last: int
    aliases: tuple[Alias, ...] = ()
    body: Noun | None = None


@dataclass(slots=True)
class TitleSpan:
    """A title: tokens ``first`` to ``last`` (included)."""

    first: int
    last: int
    title: Title


@dataclass(slots=True)
class Spotted:
    """All names and titles of a story; ``owner`` and ``titled`` map a token to the one that holds it."""

    names: list[Name]
    owner: dict[int, Name]
    titles: list[TitleSpan]
    titled: dict[int, TitleSpan]


def spot(parse: Parse, knowledge: Knowledge) -> Spotted:
    """Find names and titles, one pass over the tokens."""
    found = Spotted([], {}, [], {})
    tokens = parse.tokens
    index = knowledge.register.index
    words = knowledge.words
    i, n = 0, len(tokens)
    while i < n:
        t = tokens[i]
        first = t.text[:1]
        # Most tokens begin with a small letter and no title: they must cost next to nothing.
        if not first.isupper():
            if t.lower in words.longest:
                i = _take_title(tokens, i, words, found)
            elif plain(t.lower) in index and (hit := _known(tokens, i, index)) is not None:
                i = _add(found, Name(i, hit[0], hit[1]))
            else:
                i += 1
            continue
        hit = _known(tokens, i, index)
        title = _title_end(tokens, i, words)
        if hit is not None and (title is None or hit[0] >= title[0]):
            last = _run_end(tokens, hit[0], words, index) if _swallowed(tokens, i, hit) else hit[0]
            i = _add(found, Name(i, last, hit[1] if last == hit[0] else (), None if last == hit[0] else _body(tokens, i, last, words)))
        elif title is not None:
            i = _take_title(tokens, i, words, found)
        elif _opens(t, tokens, i):
            last = _run_end(tokens, i, words, index)
            i = _add(found, Name(i, last, (), _body(tokens, i, last, words)))
        else:
            i += 1
    return found


def _add(found: Spotted, name: Name) -> int:
    found.names.append(name)
    for k in range(name.first, name.last + 1):
        found.owner[k] = name
    return name.last + 1


def _known(tokens: Sequence[Token], i: int, index: dict[str, tuple[Alias, ...]] | object) -> tuple[int, tuple[Alias, ...]] | None:
    """The last token and the aliases of the longest known name that begins at a token."""
    head = plain(tokens[i].lower)
    options = index.get(head, ())  # type: ignore[attr-defined]
    best: tuple[int, tuple[Alias, ...]] | None = None
    for alias in options:
        if best is not None and len(alias.words) < len(best[1][0].words):
            break
        last = _match(tokens, i, alias.words)
        if last is None or not _case(tokens[i], alias):
            continue
        best = (last, (*best[1], alias)) if best is not None else (last, (alias,))
    return best


def _case(token: Token, alias: Alias) -> bool:
    text = token.text
    if alias.caps:
        return text.isupper() or text == token.text and len(alias.words) > 1
    return text[0].isupper() or not alias.upper


def _match(tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> int | None:
    """The last token of these words from a token on; marks between them are skipped."""
    n = len(tokens)
    last = i
    k = i + 1
    for word in words[1:]:
        while k < n and tokens[k].lower in MARKS:
            k += 1
        if k >= n:
            return None
        lower = tokens[k].lower
        if lower != word and plain(lower) != word:
            return None
        last = k
        k += 1
    return last


def _swallowed(tokens: Sequence[Token], i: int, hit: tuple[int, tuple[Alias, ...]]) -> bool:
    """Whether a known country or capital is the first name of a person or part of a longer name ("Jordan Peele")."""
    return False


def _title_end(tokens: Sequence[Token], i: int, words: Words) -> tuple[int, Title] | None:
    """The last token and title of the longest title that begins at a token."""
    longest = words.longest.get(tokens[i].lower)
    if longest is None:
        return None
    parts: list[tuple[int, str]] = []
    text = ""
    k, n = i, len(tokens)
    best: tuple[int, Title] | None = None
    count = 0
    while k < n and count < longest:
        lower = tokens[k].lower
        if lower in {"-", "–"}:
            text += "-"
        elif text.endswith("-"):
            text += lower
        else:
            text = f"{text} {lower}" if text else lower
            count += 1
        found = words.titles.get(text) or words.titles.get(text.replace("-", " "))
        if found is None and tokens[k].tag == "NNS":
            found = words.titles.get(text[: -len(lower)] + tokens[k].lemma)
        if found is not None:
            best = (k, found)
        k += 1
        parts.append((k, text))
    return best


def _take_title(tokens: Sequence[Token], i: int, words: Words, found: Spotted) -> int:
    hit = _title_end(tokens, i, words)
    if hit is None:
        return i + 1
    last, title = hit
    span = TitleSpan(i, last, title)
    found.titles.append(span)
    for k in range(i, last + 1):
        found.titled[k] = span
    return last + 1


def _opens(t: Token, tokens: Sequence[Token], i: int) -> bool:
    """Whether a capitalised token may begin a name."""
    if t.lower in CALENDAR or len(t.text) == 1 and t.text in "AI":
        return False
    if t.pos in NOT_NAMES and t.pos != "NUM":
        return False
    starts_sentence = i == 0 or tokens[i - 1].sent != t.sent or tokens[i - 1].text in {'"', "“", "‘", "'", "(", ":"}
    if not starts_sentence:
        return t.text[0].isalpha()
    if t.pos == "PROPN":
        return True
    follows = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        follows is not None and follows.sent == t.sent and follows.text[0].isupper() and follows.pos == "PROPN"
        and t.pos in {"NOUN", "ADJ", "X"}
    )  # fmt: skip


def _run_end(tokens: Sequence[Token], i: int, words: Words, index: object) -> int:
    """The last token of a capitalised run; particles and hyphens inside it are taken along."""
    n = len(tokens)
    last = i
    k = i + 1
    while k < n and tokens[k].sent == tokens[i].sent:
        t = tokens[k]
        if _continues(t) and not (t.lower in words.longest and _title_end(tokens, k, words) is not None and _next_capital(tokens, k)):
            last = k
            k += 1
            continue
        skip = _bridge(tokens, i, last, k, words)
        if skip is None:
            break
        last = skip
        k = skip + 1
    return last


def _next_capital(tokens: Sequence[Token], k: int) -> bool:
    return k + 1 < len(tokens) and tokens[k + 1].text[:1].isupper()


def _continues(t: Token) -> bool:
    text = t.text
    return text[:1].isupper() and t.lower not in CALENDAR and (t.pos not in NOT_NAMES or len(text) > 1 and text[1] == "." or t.pos == "NUM")


def _bridge(tokens: Sequence[Token], first: int, last: int, k: int, words: Words) -> int | None:
    """The next capitalised token of a name beyond a particle, a hyphen or, in names of bodies, "of the"; else None."""
    n = len(tokens)
    text = tokens[k].text
    if text in {"-", "–", "'", "’"} and tokens[k].start == tokens[last].end and k + 1 < n and tokens[k + 1].start == tokens[k].end:
        nxt = tokens[k + 1]
        if nxt.text[:1].isupper():
            return k + 1
        if nxt.lower in PARTICLES or len(nxt.text) <= 3 and nxt.text.isalpha() and k + 2 < n and (tokens[k + 2].text == "-" or tokens[k + 2].start > nxt.end) and tokens[k + 1].pos == "PROPN":
            return k + 1
        return None
    if text in PARTICLES or tokens[k].lower in {"al", "el"}:
        j = k + 1
        while j < n and j < k + 4 and (tokens[j].text in PARTICLES or tokens[j].text in {"-", "’", "'"}):
            j += 1
        if j < n and tokens[j].sent == tokens[k].sent and tokens[j].text[:1].isupper() and tokens[j].lower not in CALENDAR:
            return j
        return None
    if text in INSIDE_BODY:
        return _of_body(tokens, first, last, k, words)
    return None


def _of_body(tokens: Sequence[Token], first: int, last: int, k: int, words: Words) -> int | None:
    n = len(tokens)
    inside = any(tokens[m].lower == "of" or tokens[m].lower == "for" for m in range(first, last + 1))
    if tokens[k].text in {"of", "for", "on"}:
        if tokens[last].lower not in words.bodies and tokens[first].lower not in words.bodies:
            return None
    elif tokens[k].text in {"and", "&"}:
        if not inside:
            return None
    else:
        return None
    j = k + 1
    if j < n and tokens[j].text == "the":
        j += 1
    if j < n and tokens[j].sent == tokens[k].sent and _continues(tokens[j]) and tokens[j].pos in {"PROPN", "NOUN", "ADJ"}:
        return j
    return None


def _body(tokens: Sequence[Token], first: int, last: int, words: Words) -> Noun | None:
    """The noun that makes a capitalised run a body: its last word, or its first before "of"."""
    for k in (last, *(m - 1 for m in range(first + 1, last) if tokens[m].lower in {"of", "for"})):
        lower = re.sub(r"[.]$", "", tokens[k].lower)
        if k > first or last > first:
            noun = words.bodies.get(lower) or words.bodies.get(tokens[k].lemma)
            if noun is not None:
                return noun
    if first == last and tokens[first].text[:1].isupper():
        return words.bodies.get(tokens[first].lower)
    return None
