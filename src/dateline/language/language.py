"""What a language must bring in code: one typed object, which the parser holds and every parse carries.

What it brings as data (frames, reporting verbs, dates, word lists) lies in its folder of the knowledge; the checklist
for both is ``docs/languages.md``. Stages ask ``parse.language`` and never which language it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Words = frozenset[str]
NONE: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Read:
    """A paragraph as the parser read it, in the labels of ``labels.py``: one value a token; heads by their index."""

    deps: list[str]
    heads: list[int]
    tags: list[str]


# What a parser misreads, and the template of a match by which it is replaced for it: one word, with blanks around it
# where it must be parted. A group ``words`` of the pattern is what is replaced, else the whole match.
StandIn = tuple[re.Pattern[str], str]

# From the parser library's document to our labels. A parser that gives them itself needs none.
Scheme = Callable[[Any], Read]


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """Words that negate.

    Attributes:
        negators: all of them.
        on_nouns: those that negate an act from its subject or object ("no side signed").
        on_words: those that, as a determiner, negate the very word ("no attack").
        joining: those that join a further negated clause ("nor").
        adding: words behind a negator with which it negates nothing ("not only").
        certain: pairs of a negator and the next word that negate nothing ("no doubt").
    """

    negators: Words
    on_nouns: Words
    on_words: Words
    joining: Words = NONE
    adding: Words = NONE
    certain: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Auxiliaries:
    """Auxiliaries by what they say of time; a language whose verb forms say it leaves most of them empty.

    Attributes:
        ahead: the clause lies ahead; ``sure`` those of them that say so firmly.
        open: modals: the clause lies ahead, unless a form of ``perfect`` stands with them.
        past: the clause lies behind; ``pluperfect`` those that put it before another past.
        back_negated: modals that look back where they are negated ("couldn't").
        present: of a passive: it lasts ("is heard").
        perfect: lemmas, and infinitives, of what makes a modal look back ("may have left").
        perfect_finite: forms of them that stand behind no modal ("has left").
        infinitive: marks of an infinitive ("to").
        passive: participles of the auxiliary that make an auxiliary and a participle a passive ("been", "being").
        copulas: lemmas; in the past, with an infinitive, they look back ("was to meet").
        scheduling: the modal of the knowledge that says what a copula with an infinitive says ("is to meet": "will").
        going: verbs that put what hangs on them ahead, with the modal of the knowledge that says so ("going to").
    """

    ahead: Words = NONE
    sure: Words = NONE
    open: Words = NONE
    past: Words = NONE
    pluperfect: Words = NONE
    back_negated: Words = NONE
    present: Words = NONE
    perfect: Words = NONE
    perfect_finite: Words = NONE
    infinitive: Words = NONE
    passive: Words = NONE
    copulas: Words = NONE
    scheduling: str | None = None
    going: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepositions:
    """Prepositions by what they mark.

    Attributes:
        agent: who did it, in a passive and after a noun of action ("by").
        goal: whom something is said or given to ("to").
        role: what somebody or something is called or counts as ("as").
        giver: whom a thing comes from ("from").
        part: the whole of a part, the thing of a measure ("of").
        blame: what somebody is blamed for, behind the person ("of hoarding", "into leaving").
        blame_far: those of ``blame`` that still belong to the verb where the parser hung them on a nearer noun.
        occasion: within what something happened ("during").
        occasion_of: nouns that with ``part`` name an occasion ("in the course of", "as a result of").
        beside: who does it too: the first word of "along with", "together with".
    """

    agent: Words
    giver: Words
    part: Words
    goal: Words = NONE
    beside: Words = NONE
    role: Words = NONE
    blame: Words = NONE
    blame_far: Words = NONE
    occasion: Words = NONE
    occasion_of: Words = NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronouns:
    """Pronouns, lower case, with their possessives and reflexives.

    Attributes:
        first, second: of who speaks, and whom one speaks to.
        one: of one human being; ``female`` those of them for a woman.
        several: of more than one.
        thing: of a thing, a body, a country.
        reflexive_endings: endings of those that mean the subject of their own clause.
        relative: pronouns that stand for the noun before their clause.
    """

    first: Words
    second: Words
    one: Words
    female: Words
    several: Words
    thing: Words
    relative: Words
    reflexive_endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionWords:
    """The closed classes of a language, lower case.

    Attributes:
        negation, auxiliaries, prepositions, pronouns: see there.
        that: words that open what is said or thought ("that").
        joining: conjunctions that join clauses and phrases ("and", "or", "but"); ``adding`` those that add ("and").
        articles: definite articles ("the").
        complementizers: words that open a clause with a subject of its own, behind a verb ("that", "whether").
        definite: determiners that point to what was named before ("the", "its", "such").
    """

    negation: Negation
    auxiliaries: Auxiliaries
    prepositions: Prepositions
    pronouns: Pronouns
    that: Words
    joining: Words
    adding: Words
    articles: Words
    complementizers: Words
    definite: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Capitals:
    """What gives a text in capitals its small letters back.

    Attributes:
        small: words inside names that stay small.
        before_names, behind_names: words that are part of the name before or behind which they stand.
        calendar: names of months and days with a capital; ``calendar_beside_numbers`` those that are words, too.
        rarely_names: names of some people that are first of all words.
        endings: endings of inflected words, and what stands in the dictionary in their place.
        prefixes: what common words may begin with.
        possessives: endings of names.
        ordinals: endings of numbers, small ("5th").
        always: words that always have a capital ("I"); ``single`` words of one letter.
        name_prefix: what a name begins with that is no word ("o'"); empty for none.
        vowels: letters without which a word is an abbreviation.
    """

    small: Words = NONE
    before_names: Words = NONE
    behind_names: Words = NONE
    calendar: Words = NONE
    calendar_beside_numbers: Words = NONE
    rarely_names: Words = NONE
    endings: tuple[tuple[str, str], ...] = ()
    prefixes: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    ordinals: Words = NONE
    always: Words = NONE
    single: Words = NONE
    name_prefix: str = ""
    vowels: str = "aeiou"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language as the stages ask it.

    Attributes:
        code: ISO 639-1; also the name of its folder of the knowledge.
        name: in English, for messages.
        parser: the spaCy pipeline that parses where the settings name none.
        parser_first: packages of the same pipeline that are taken before it where they are installed.
        parser_sums: the list in ``models/`` of the digests that the pipeline's files must have; None for any.
        words: closed classes.
        capitals: for texts in capitals.
        scheme: the parser's labels as ours; None for a parser that has ours (``labels.py``).
        dateline: the opening of a paragraph that is no part of its first sentence ("BAGHDAD, Nov 3 (Agency) - ").
        stand_ins: what its parser misreads, and what it is given in its place.
        lemmas: forms that the parser's lemmatiser gets wrong, with their lemmas.
        verb_lemmas: the same, of words that the parser reads as verbs.
        learned: whether the learned parts read this language.
    """

    code: str
    name: str
    parser: str
    parser_first: tuple[str, ...] = ()
    parser_sums: str | None = None
    words: FunctionWords
    capitals: Capitals = Capitals()
    scheme: Scheme | None = None
    dateline: re.Pattern[str] | None = None
    stand_ins: tuple[StandIn, ...] = ()
    lemmas: Mapping[str, str] = field(default_factory=dict)
    verb_lemmas: Mapping[str, str] = field(default_factory=dict)
    learned: bool = False
