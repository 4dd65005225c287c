"""What stands before a name and belongs to it: "Hamas leader", "US Secretary of Defense", "former President"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.knowledge.lexicon.words import Noun, Title
from dateline.language.labels import Tag
from dateline.language.tokens import Token
from dateline.mentions.names.name_spans import Name, Spotted
from dateline.mentions.phrases.phrase import NOMINAL, Phrase

LONGEST = 40  # tokens that are looked at before a name
OUTSIDE = Tag.DETERMINERS | {Tag.POSSESSIVE_MARK}


def prepend(
    tokens: Sequence[Token], spotted: Spotted, phrase: Phrase, agents: Mapping[str, Noun], calendar: frozenset[str]
) -> None:
    """Take titles, describing nouns and nations before a name into its phrase, walking to the left from the name."""
    start = phrase.first
    title_first: int | None = None
    titles: list[Title] = []
    sentence = tokens[phrase.first].sent
    k = phrase.first - 1
    while k >= max(0, phrase.core_first - LONGEST) and tokens[k].sent == sentence:
        title, name = spotted.titled.get(k), spotted.owner.get(k)
        if title is None and name is not None and title_first is None:
            k = _office_before(tokens, spotted, name, phrase, agents) or k
            title = spotted.titled.get(k)
        if title is not None:
            titles.append(title.title)
            start = title_first = title.first
        elif name is not None and title_first is not None:
            start = name.first
        elif title_first is None:
            noun = agents.get(tokens[k].lemma) if tokens[k].pos in NOMINAL and k not in spotted.owner else None
            if noun is None or (noun.unit == "people" and tokens[k].tag == Tag.NOUN_PLURAL):
                break
            phrase.noun = noun
            start = title_first = k
        elif _describes(tokens[k]) and tokens[k].lower not in calendar:
            start = title_first = k
        elif tokens[k].text in {"-", "–"} or tokens[k].tag in OUTSIDE:
            start = k
            if tokens[k].tag in Tag.DETERMINERS:
                break
        else:
            break
        k = start - 1
    while start < phrase.first and not tokens[start].text[0].isalnum():
        start += 1
    if title_first is not None:
        phrase.first = min(phrase.first, start)
        phrase.title = (title_first, phrase.core_first - 1)
        phrase.titles = tuple(reversed(titles))


def _describes(t: Token) -> bool:
    return t.pos in {"NOUN", "ADJ", "PROPN"} and t.text[0].isalnum()


def _office_before(
    tokens: Sequence[Token], spotted: Spotted, name: Name, phrase: Phrase, agents: Mapping[str, Noun]
) -> int | None:
    """The last word of the office that ends in other names: "Head of the Peru Road Agency" right before "Ada Brunn"."""
    body = phrase.name is not None and phrase.name.body is not None
    if body or phrase.alias or name.last != phrase.first - 1:
        return None
    k = name.first - 1
    if spotted.titled.get(k) is not None and not name.aliases:
        return k  # "for Economic", of which the next word is taken for a name
    while k in spotted.owner or (
        k > 0 and not name.aliases and tokens[k].text[:1].isupper() and k not in spotted.titled
    ):
        k = spotted.owner[k].first - 1 if k in spotted.owner else k - 1
    if k > 0 and tokens[k].lower == "the":
        k -= 1
    if k < 1 or tokens[k].lower not in {"to", "of", "for", "at"}:
        return None
    noun = agents.get(tokens[k - 1].lemma.lower())
    return k - 1 if k - 1 in spotted.titled or (noun is not None and noun.unit == "person") else None
