"""Capitalised runs: where an unknown name begins and ends, and whether it is a body's."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from dateline.knowledge.lexicon.words import Noun, Words
from dateline.knowledge.load import Knowledge
from dateline.knowledge.world.register import MARKS, Alias
from dateline.knowledge.world.spelling import plain
from dateline.language.labels import Tag
from dateline.language.tokens import Token
from dateline.mentions.names.title_spans import HYPHENS, title_at

NOT_NAMES = frozenset({"DET", "PRON", "AUX", "ADP", "CCONJ", "SCONJ", "PART", "INTJ", "PUNCT", "SYM", "NUM", "SPACE"})
OPENING = frozenset({'"', "“", "‘", "'", "(", ":"})
ARTICLES = frozenset({"al", "el", "as", "ash", "an"})
MAX_NAME = 24  # tokens
LONGEST_PLACE = 8  # tokens between the "of" of an office and the name of who holds it
OFFICIAL = frozenset({"government", "military", "igo"})
# Marks around a nickname, with those that close it.
NICKNAMES = {'"': '"”', "“": "”", "‘": "’", "'": "'", "(": ")", "«": "»", "„": "“”"}
INSIDE_BODY = frozenset({"of", "for", "and", "on", "&"})
Hit = tuple[int, tuple[Alias, ...]]


def known_at(tokens: Sequence[Token], i: int, index: Mapping[str, tuple[Alias, ...]]) -> Hit | None:
    """The last token and the aliases of the longest known name that begins at a token."""
    options = index.get(plain(tokens[i].lower))
    if options is None:
        return None
    best: Hit | None = None
    k, n = i + 1, len(tokens)
    while k < n and tokens[k].lower in MARKS:
        k += 1
    second = tokens[k].lower if k < n else ""
    seconds = (second, plain(second))
    for alias in options:
        if best is not None and len(alias.words) < len(best[1][0].words):
            break
        if len(alias.words) > 1 and alias.words[1] not in seconds:
            continue
        last = _match(tokens, i, alias.words)
        if last is not None and _case(tokens, i, last, alias):
            best = (last, (*best[1], alias)) if best is not None else (last, (alias,))
    return best


def _case(tokens: Sequence[Token], i: int, last: int, alias: Alias) -> bool:
    """Whether the letters' case is that of the name; an abbreviation inside shouted words is none."""
    text = tokens[i].text
    if alias.exact:
        return text == alias.exact
    if alias.article and (i == 0 or tokens[i - 1].text != "The"):
        return False
    if alias.caps:
        around = [tokens[k].text for k in (i - 1, last + 1) if 0 <= k < len(tokens)]
        shouted = len(around) == 2 and all(len(a) > 2 and a.isalpha() and a.isupper() for a in around)
        return text.isupper() and text.replace(".", "").replace("-", "").isalnum() and not shouted
    if text in ARTICLES and last > i:
        text = tokens[min(i + (2 if tokens[i + 1].text in MARKS else 1), last)].text  # "al-Masirah", "al Qaeda"
    return (text[0].isupper() or not alias.upper) and (not alias.closed or tokens[last].text[0].isupper())


def _match(tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> int | None:
    """The last token of these words from a token on; marks between them are skipped."""
    n = len(tokens)
    last = i
    k = i + 1
    for word in words[1:]:
        while k < n and tokens[k].lower in MARKS:
            k += 1
        if k >= n or (tokens[k].lower != word and plain(tokens[k].lower) != word):
            return None
        last = k
        k += 1
    return last


def opens(tokens: Sequence[Token], i: int, words: Words) -> bool:
    """Whether a capitalised token may begin an unknown name."""
    t = tokens[i]
    if is_addressed(tokens, i, words):
        return True
    if t.text in {"A", "I"}:
        return is_lettered(tokens, i)
    if t.pos in NOT_NAMES or t.lower in words.shapes["calendar"]:
        return False
    # Letters may come with their accents apart.
    letters = unicodedata.normalize("NFC", t.text).replace(".", "").replace("'", "")
    if not letters.isalnum() or not t.text[0].isalpha():
        return False
    followed = capital_at(tokens, i + 1) and tokens[i + 1].sent == t.sent
    if t.lower in words.shapes["directions"] and followed:
        return False
    if i > 0 and tokens[i - 1].sent == t.sent and tokens[i - 1].text not in OPENING:
        return True
    # At the start of a sentence every word is capitalised: the parser must take it for a name, or one must follow.
    if t.pos == "PROPN":
        return t.tag != Tag.NAME_PLURAL or followed
    return followed and tokens[i + 1].pos == "PROPN" and t.pos in {"NOUN", "X"}


def is_lettered(tokens: Sequence[Token], i: int) -> bool:
    """Whether a letter begins a name of letters: "A-M-T Works"."""
    return (
        i + 2 < len(tokens)
        and len(tokens[i].text) == 1
        and tokens[i + 1].text in HYPHENS
        and tokens[i + 2].text.isupper()
        and (tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start)
    )


def is_addressed(tokens: Sequence[Token], i: int, words: Words) -> bool:
    """Whether a capitalised word follows a form of address, so that it's a name whatever else it means ("Mrs May")."""
    return i > 0 and tokens[i - 1].lower.rstrip(".") in words.shapes["address"] and tokens[i - 1].text[0].isupper()


def is_hour(tokens: Sequence[Token], i: int, words: Words) -> bool:
    """Whether a word tells the half of the day of the number before it: "4:30 PM" is no prime minister."""
    return i > 0 and tokens[i].lower in words.shapes["day_halves"] and tokens[i - 1].text[-1:].isdigit()


def run_end(tokens: Sequence[Token], i: int, knowledge: Knowledge) -> int:
    """The last token of a capitalised run; particles and hyphens inside it are taken along."""
    n = min(len(tokens), i + MAX_NAME)
    last = i
    k = i + 1
    while k < n and tokens[k].sent == tokens[i].sent:
        if continues(tokens[k], knowledge.words) or _is_surname(tokens, k, knowledge.words):
            if _breaks(tokens, i, k, knowledge):
                break
            last = k
        else:
            skip = _bridge(tokens, i, last, k, knowledge.words)
            if skip is None:
                break
            last = skip
        k = last + 1
    return last


def is_word(tokens: Sequence[Token], i: int, words: Words) -> bool:
    """Whether a lone capitalised token is a common noun: an agent ("Senators") or an abstract one ("Involvement")."""
    lower = tokens[i].lower
    if lower in words.bodies:
        return False
    plural = lower.endswith(("s", "men"))
    noun = lower in words.agents or tokens[i].lemma.lower() in words.agents or lower[:-1] in words.agents
    if noun and (plural or (i > 0 and tokens[i - 1].tag in Tag.DETERMINERS)):
        return True
    return len(lower) > 7 and lower.rstrip("s").endswith(tuple(words.shapes["abstract_endings"]))


def singular(t: Token) -> str:
    """The singular of a plural; the small lemmatiser leaves those that it doesn't know as they are."""
    lemma = t.lemma.lower()
    return lemma.removesuffix("s") if lemma == t.lower else lemma


def capital_at(tokens: Sequence[Token], k: int) -> bool:
    """Whether there is a token there that begins with a capital letter."""
    return k < len(tokens) and tokens[k].text[:1].isupper()


def continues(t: Token, words: Words) -> bool:
    """Whether a token may stand inside a name: capitalised and no small word ("J." and numerals may)."""
    text = t.text
    if text[:2] in {"d'", "d’"} and text[2:3].isupper():
        return True
    if not text[:1].isupper() or t.lower in words.shapes["calendar"]:
        return False
    return t.pos not in NOT_NAMES or t.pos == "NUM" or text[1:2] == "."


def _is_surname(tokens: Sequence[Token], k: int, words: Words) -> bool:
    """Whether the name of a month is a surname: behind a first name and before no number ("Theresa May")."""
    t = tokens[k]
    if (
        t.text[0].islower()
        or t.lower not in words.shapes["month_surnames"]
        or tokens[k - 1].lower not in words.gender_names
    ):
        return False
    return k + 1 >= len(tokens) or not tokens[k + 1].text[0].isdigit()


def _breaks(tokens: Sequence[Token], first: int, k: int, knowledge: Knowledge) -> bool:
    """Whether another name or a title begins inside a run ("Northern Syria", "Nordmark President Ada Brunn")."""
    words = knowledge.words
    title = title_at(tokens, k, words)
    if title is not None:
        return capital_at(tokens, title.last + 1)
    if _begins_person(tokens, first, k, knowledge):
        return True
    hit = known_at(tokens, k, knowledge.register.index)
    if hit is None or (k == first + 1 and knowledge.register.persons.is_given(tokens[first].text)):
        return False
    form = hit[1][0].form
    if form != "adjective" and any(tokens[m].lower in words.bodies for m in range(first, k)):
        return False
    state = hit[1][0].actor.isupper()
    return form in {"adjective", "people"} or (
        state and not (capital_at(tokens, hit[0] + 1) and tokens[hit[0] + 1].lower in words.bodies)
    )


def _begins_person(tokens: Sequence[Token], first: int, k: int, knowledge: Knowledge) -> bool:
    """Whether a first name follows the place or body of an office: "Governor of Upper Marsh [Ada Brunn]"."""
    particles, n = knowledge.words.shapes["particles"], len(tokens)
    if k + 1 >= n or not (capital_at(tokens, k + 1) or tokens[k + 1].text in particles):
        return False
    if [_is_given(tokens[m], knowledge) for m in (first, k - 1, k)] != [False, False, True]:
        return False
    j = first - 1
    while j > max(first - LONGEST_PLACE, 0) and (capital_at(tokens, j) or tokens[j].lower == "the"):
        j -= 1
    return tokens[j].lower in {"of", "for"} and j > 0 and _is_office(tokens[j - 1], knowledge.words)


def _is_given(t: Token, knowledge: Knowledge) -> bool:
    return t.lower in knowledge.words.gender_names or knowledge.register.persons.is_given(t.text)


def _is_office(t: Token, words: Words) -> bool:
    """Whether a word is the last one of an office or a noun for one person."""
    noun = words.agents.get(t.lemma.lower())
    return t.tag not in Tag.PLURALS and (t.lower in words.titles or (noun is not None and noun.unit == "person"))


def _bridge(tokens: Sequence[Token], first: int, last: int, k: int, words: Words) -> int | None:
    """The next token of a name beyond a particle, a hyphen or, in names of bodies, "of the"; else None."""
    t = tokens[k]
    behind = tokens[k + 1].lower.rstrip(".") if k + 1 < len(tokens) else ""
    if t.text == "," and behind in words.shapes["generations"] and last > first:
        return k + 1
    if t.text in NICKNAMES and (behind_nickname := _beyond_nickname(tokens, k)) is not None:
        return behind_nickname
    if t.text in HYPHENS or t.text in {"'", "’"}:
        return _beyond_hyphen(tokens, last, k, words)
    if t.text in words.shapes["particles"]:
        return _beyond_particles(tokens, first, last, k, words)
    return _of_body(tokens, first, last, k, words) if t.text in INSIDE_BODY else None


def _beyond_particles(tokens: Sequence[Token], first: int, last: int, k: int, words: Words) -> int | None:
    """The capitalised part of a name behind its particles ("Mohammed bin Salman", "Ursula von der Leyen")."""
    particles, n = words.shapes["particles"], len(tokens)
    j = k + 1
    while j < min(n, k + 4) and (tokens[j].text in particles or tokens[j].text in {"-", "’", "'"}):
        j += 1
    if (
        j >= n
        or tokens[j].sent != tokens[k].sent
        or not capital_at(tokens, j)
        or tokens[j].lower in words.shapes["calendar"]
    ):
        return None
    return j if tokens[k].text not in words.shapes["ambiguous_particles"] or last > first else None


def _beyond_hyphen(tokens: Sequence[Token], last: int, k: int, words: Words) -> int | None:
    """The part of a hyphenated name behind its hyphen ("al-Sudani", "Jean-Yves", "Chan-o-cha"), never "-backed"."""
    if k + 1 >= len(tokens) or tokens[k].start != tokens[last].end or tokens[k + 1].start != tokens[k].end:
        return None
    part = tokens[k + 1]
    if part.text[:1].isupper() or part.lower in words.shapes["particles"]:
        return k + 1
    short = len(part.text) <= 4 and part.text.isalpha() and part.lower not in words.shapes["compounding"]
    return k + 1 if short else None


def _beyond_nickname(tokens: Sequence[Token], k: int) -> int | None:
    """The surname behind a nickname in marks or brackets: 'Irena "Rena" Vogt', "Pavel (Pasha) Orlov"."""
    if (
        k + 3 >= len(tokens)
        or tokens[k + 3].sent != tokens[k].sent
        or tokens[k + 2].text not in NICKNAMES[tokens[k].text]
    ):
        return None
    inside, behind = tokens[k + 1].text, tokens[k + 3]
    named = inside[:1].isupper() and not (inside.isupper() and len(inside) > 1) and behind.text[:1].isupper()
    return k + 3 if named and behind.pos == "PROPN" else None


def _of_body(tokens: Sequence[Token], first: int, last: int, k: int, words: Words) -> int | None:
    """The capitalised word behind "of", "for", "and" inside a body's name ("Ministry of Health and Education")."""
    if tokens[k].text in {"and", "&"}:
        joins = any(t.lower in words.shapes["joining"] and t.text[0].isupper() for t in tokens[k + 2 : k + 4])
        if not joins and not any(tokens[m].lower in {"of", "for", "on"} for m in range(first, last + 1)):
            return None
    elif tokens[last].lower not in words.bodies and tokens[first].lower not in words.bodies:
        return None
    j = k + 2 if k + 1 < len(tokens) and tokens[k + 1].text == "the" else k + 1
    if j >= len(tokens) or tokens[j].sent != tokens[k].sent:
        return None
    return j if continues(tokens[j], words) and tokens[j].pos in {"PROPN", "NOUN", "ADJ"} else None


def body_of(tokens: Sequence[Token], first: int, last: int, words: Words) -> Noun | None:
    """The noun that makes a run a body: its last word, the one before its "of", or a small one behind it."""
    before_of = [m - 1 for m in range(first + 1, last) if tokens[m].lower in {"of", "for", "on"}]
    for k in (last, *before_of):
        noun = words.bodies.get(tokens[k].lower.rstrip(".")) or words.bodies.get(tokens[k].lemma)
        if noun is not None and (last > first or tokens[k].lower in words.bodies):
            return noun
    if last > first + 1:
        for k in range(last - 1, first, -1):
            noun = words.bodies.get(tokens[k].lower)
            if noun is not None and noun.kind in OFFICIAL and tokens[k].lower not in words.shapes["ambiguous_bodies"]:
                return noun
    behind = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    return words.bodies.get(behind) if behind in words.shapes["classing"] else None
