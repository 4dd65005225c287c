"""Tokens > name spans: known names by the register, unknown ones by their capital letters, and titles.

Statistical name recognition is left out on purpose: on news it costs half the parser's time and takes agencies for people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
HYPHENS = frozenset({"-", "–", "‑"})
# Particles that are English or Spanish words as well: they join names only behind a first name.
AMBIGUOUS = frozenset({"e", "y", "i", "as", "an", "do", "la", "le", "de", "da", "du", "ben", "ter", "al"}) - {
    "al",
    "de",
    "da",
    "du",
    "la",
    "le",
    "do",
    "ben",
    "ter",
}
COMPOUNDING = frozenset(
    "led run held born wide era like type made sent ally fed free own part side zone bank area only long year old".split()
)
MINISTERS = frozenset("minister ministers secretary deputy undersecretary under-secretary".split())
# Small words behind a capitalised name that say that it is a body: "the Nordmark Reform party".
CLASSING = frozenset({"party", "militia", "movement", "newspaper", "magazine", "coalition"})
DIRECTIONS = frozenset(
    "northern southern eastern western central north south east west former greater upper lower mid".split()
)
MONTH_SURNAMES = frozenset({"may", "april", "june", "august", "march"})
MAX_NAME = 24
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
        # Most tokens begin with a small letter and no title: they must cost next to nothing.
        if t.text[:1].isupper():
            i = _capital(tokens, i, knowledge, found)
        elif t.lower in words.longest:
            i = _take_title(tokens, i, words, found)
        elif t.lower in index and (hit := _known(tokens, i, index)) is not None:
            i = _add(found, Name(i, hit[0], hit[1]))
        else:
            i += 1
    return found


def _capital(tokens: Sequence[Token], i: int, knowledge: Knowledge, found: Spotted) -> int:
    """Take the name or title that a capitalised token begins; gives the token after it."""
    words = knowledge.words
    hit = _known(tokens, i, knowledge.register.index)
    title = _title_end(tokens, i, words)
    if hit is not None and (title is None or hit[0] >= title[0]):
        return _take_known(tokens, i, hit, knowledge, found)
    if title is not None and (
        i == 0 or i - 1 not in found.owner or found.owner[i - 1].aliases or _next_capital(tokens, title[0])
    ):
        return _take_title(tokens, i, words, found)
    if _opens(tokens[i], tokens, i):
        last = _run_end(tokens, i, knowledge)
        return _add(found, Name(i, last, (), _body(tokens, i, last, words)))
    return i + 1


def _take_known(
    tokens: Sequence[Token], i: int, hit: tuple[int, tuple[Alias, ...]], knowledge: Knowledge, found: Spotted
) -> int:
    """Take a known name, or the longer unknown one that it begins ("Israel Katz", "Thai Farmers Party")."""
    last, aliases = hit
    k = last + 1
    if (
        k < len(tokens)
        and tokens[k].sent == tokens[i].sent
        and _continues(tokens[k])
        and aliases[0].form in {"name", "metonym", "adjective"}
    ):
        state = aliases[0].actor.isupper() and len(aliases[0].actor) == 3
        if (
            state
            and last == i
            and aliases[0].form != "adjective"
            and knowledge.register.persons.find(f"{tokens[i].text} {tokens[k].text}")
        ):
            return _add(found, Name(i, _run_end(tokens, i, knowledge)))
        if (
            aliases[0].form == "adjective"
            and _title_end(tokens, k, knowledge.words) is None
            and _known(tokens, k, knowledge.register.index) is None
        ):
            end = _run_end(tokens, k, knowledge)
            body = _body(tokens, k, end, knowledge.words)
            if body is not None and body.kind in {"party", "ngo", "company", "media", "other", "armed_group"}:
                return _add(found, Name(i, end, (), body))
    return _add(found, Name(i, last, aliases))


def _add(found: Spotted, name: Name) -> int:
    found.names.append(name)
    for k in range(name.first, name.last + 1):
        found.owner[k] = name
    return name.last + 1


def _known(
    tokens: Sequence[Token], i: int, index: Mapping[str, tuple[Alias, ...]]
) -> tuple[int, tuple[Alias, ...]] | None:
    """The last token and the aliases of the longest known name that begins at a token."""
    options = index.get(plain(tokens[i].lower))
    if options is None:
        return None
    best: tuple[int, tuple[Alias, ...]] | None = None
    for alias in options:
        if best is not None and len(alias.words) < len(best[1][0].words):
            break
        last = _match(tokens, i, alias.words)
        if last is not None and _case(tokens, i, last, alias):
            best = (last, (*best[1], alias)) if best is not None else (last, (alias,))
    return best


def _case(tokens: Sequence[Token], i: int, last: int, alias: Alias) -> bool:
    """Whether the letters' case is that of the name; an abbreviation inside shouted words is none."""
    text = tokens[i].text
    if alias.article and (i == 0 or tokens[i - 1].text != "The"):
        return False
    if alias.caps:
        around = [tokens[k].text for k in (i - 1, last + 1) if 0 <= k < len(tokens)]
        return text.isupper() and text.replace(".", "").replace("-", "").isalnum() and not (
            len(around) == 2 and all(len(a) > 2 and a.isalpha() and a.isupper() for a in around)
        )
    return (text[0].isupper() or not alias.upper) and (not alias.closed or tokens[last].text[0].isupper())


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


def _title_end(tokens: Sequence[Token], i: int, words: Words) -> tuple[int, Title] | None:
    """The last token and title of the longest title that begins at a token."""
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
        if found is None and tokens[k].tag in {"NNS", "NNPS"}:
            found = words.titles.get(text[: -len(lower)] + tokens[k].lemma)
        if found is not None:
            best = (k, found)
        if count >= longest:
            break
    return (_portfolio_end(tokens, best[0], words), best[1]) if best is not None else None


def _portfolio_end(tokens: Sequence[Token], last: int, words: Words) -> int:
    """Take "of Foreign Affairs", "for Health and Women" behind a minister's title into it."""
    n = len(tokens)
    if last + 2 >= n or tokens[last].lower not in MINISTERS or tokens[last + 1].lower not in {"of", "for"}:
        return last
    k = last + 2
    if tokens[k].lower == "the" and k + 1 < n:
        k += 1
    end = last
    while k < n and (tokens[k].lower in words.portfolios or end > last and tokens[k].lower in {"affairs", "and", "national", "public", "relations", ","}
                     or tokens[k].lower in {"national", "public", "higher"} and k + 1 < n and tokens[k + 1].lower in words.portfolios):  # fmt: skip
        if tokens[k].lower not in {"and", ","}:
            end = k
        k += 1
    return end


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
    if (
        t.lower in CALENDAR
        or t.lower in DIRECTIONS
        and _before_known(tokens, i)
        or t.pos in NOT_NAMES
        or len(t.text) == 1
        and t.text in "AI"
        or not t.text.replace(".", "").replace("'", "").isalnum()
    ):
        return False
    starts_sentence = i == 0 or tokens[i - 1].sent != t.sent or tokens[i - 1].text in {'"', "“", "‘", "'", "(", ":"}
    if not starts_sentence:
        return t.text[0].isalpha()
    if t.pos == "PROPN":
        return t.tag != "NNPS" or _before_known(tokens, i)
    follows = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        follows is not None and follows.sent == t.sent and follows.text[0].isupper() and follows.pos == "PROPN"
        and t.pos in {"NOUN", "X"}
    )  # fmt: skip


def _before_known(tokens: Sequence[Token], i: int) -> bool:
    """Whether a direction word stands right before another capitalised word ("Northern Syria")."""
    return i + 1 < len(tokens) and tokens[i + 1].text[:1].isupper() and tokens[i + 1].sent == tokens[i].sent


def _run_end(tokens: Sequence[Token], i: int, knowledge: Knowledge) -> int:
    """The last token of a capitalised run; particles and hyphens inside it are taken along."""
    words = knowledge.words
    n = min(len(tokens), i + MAX_NAME)
    last = i
    k = i + 1
    while k < n and tokens[k].sent == tokens[i].sent:
        if _continues(tokens[k]) or _is_surname(tokens, k, knowledge):
            if _breaks(tokens, i, k, knowledge):
                break
            last = k
        else:
            skip = _bridge(tokens, i, last, k, words)
            if skip is None:
                break
            last = skip
        k = last + 1
    return last


def _is_surname(tokens: Sequence[Token], k: int, knowledge: Knowledge) -> bool:
    """Whether the name of a month is a surname: behind a first name and before no number ("Theresa May")."""
    if (
        tokens[k].text[0].islower()
        or tokens[k].lower not in MONTH_SURNAMES
        or tokens[k - 1].lower not in knowledge.words.gender_names
    ):
        return False
    return k + 1 >= len(tokens) or not tokens[k + 1].text[0].isdigit()


def _breaks(tokens: Sequence[Token], first: int, k: int, knowledge: Knowledge) -> bool:
    """Whether another name or a title begins inside a capitalised run ("Northern Syria", "Nordmark President Ada Brunn")."""
    t = tokens[k]
    if t.lower in knowledge.words.longest and _title_end(tokens, k, knowledge.words) is not None:
        return _next_capital(tokens, k)
    hit = _known(tokens, k, knowledge.register.index)
    if hit is None or k == first + 1 and _is_given(tokens[first], knowledge):
        return False
    if any(tokens[m].lower in knowledge.words.bodies for m in range(first, k)) and hit[1][0].form != "adjective":
        return False
    return (
        hit[1][0].form in {"adjective", "people"}
        or hit[1][0].actor.isupper()
        and k > first
        and not _ends_body(tokens, hit[0], knowledge.words)
    )


def _is_given(t: Token, knowledge: Knowledge) -> bool:
    """Whether a word is a first name."""
    return knowledge.register.persons.is_given(t.text)


def _ends_body(tokens: Sequence[Token], k: int, words: Words) -> bool:
    return k + 1 < len(tokens) and tokens[k + 1].text[:1].isupper() and tokens[k + 1].lower in words.bodies


def _next_capital(tokens: Sequence[Token], k: int) -> bool:
    return k + 1 < len(tokens) and tokens[k + 1].text[:1].isupper()


def _continues(t: Token) -> bool:
    text = t.text
    return (
        text[:1].isupper()
        and t.lower not in CALENDAR
        and (t.pos not in NOT_NAMES or len(text) > 1 and text[1] == "." or t.pos == "NUM")
    )


def _bridge(tokens: Sequence[Token], first: int, last: int, k: int, words: Words) -> int | None:
    """The next token of a name beyond a particle, a hyphen or, in names of bodies, "of the"; else None."""
    t = tokens[k]
    if t.text in HYPHENS or t.text in {"'", "’"}:
        return _beyond_hyphen(tokens, last, k)
    if t.text in PARTICLES:
        j = k + 1
        n = len(tokens)
        while j < n and j < k + 4 and (tokens[j].text in PARTICLES or tokens[j].text in {"-", "’", "'"}):
            j += 1
        good = j < n and tokens[j].sent == t.sent and tokens[j].text[:1].isupper() and tokens[j].lower not in CALENDAR
        return j if good and (t.text not in AMBIGUOUS or tokens[last].lower not in AMBIGUOUS and last > first) else None
    return _of_body(tokens, first, last, k, words) if t.text in INSIDE_BODY else None


def _beyond_hyphen(tokens: Sequence[Token], last: int, k: int) -> int | None:
    """The part of a hyphenated name behind its hyphen ("al-Sudani", "Jean-Yves", "Chan-o-cha"), never "-backed"."""
    if k + 1 >= len(tokens) or tokens[k].start != tokens[last].end or tokens[k + 1].start != tokens[k].end:
        return None
    nxt = tokens[k + 1]
    if nxt.text[:1].isupper() or nxt.lower in PARTICLES:
        return k + 1
    return k + 1 if len(nxt.text) <= 4 and nxt.text.isalpha() and nxt.lower not in COMPOUNDING else None


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
    if (
        j < n
        and tokens[j].sent == tokens[k].sent
        and _continues(tokens[j])
        and tokens[j].pos in {"PROPN", "NOUN", "ADJ"}
    ):
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
    if first == last and tokens[first].lower in words.bodies:
        return words.bodies[tokens[first].lower]
    behind = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    return words.bodies.get(behind) if behind in CLASSING else None
