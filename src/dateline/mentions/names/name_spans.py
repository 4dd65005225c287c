"""Tokens > name spans: known names by the register, unknown ones by their capital letters, and titles.

Statistical name recognition is left out on purpose: it costs half the parser's time and takes agencies for people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.lexicon.words import Noun, Words
from dateline.knowledge.load import Knowledge
from dateline.knowledge.world.register import Alias
from dateline.knowledge.world.spelling import plain
from dateline.language.labels import Tag
from dateline.language.tokens import Parse, Token
from dateline.mentions.names.name_runs import (
    Hit,
    body_of,
    capital_at,
    continues,
    is_addressed,
    is_hour,
    is_lettered,
    is_word,
    known_at,
    opens,
    run_end,
    singular,
)  # fmt: skip
from dateline.mentions.names.title_spans import TitleSpan, title_at

# Kinds of bodies whose name may begin with the nation ("Thai Farmers Party"); ministries and armies are the nation's.
NATIONAL = frozenset({"party", "ngo", "company", "media", "other", "armed_group"})

POLITICAL = frozenset({"government", "military", "armed_group", "party"})


@dataclass(slots=True)
class Name:
    """A name in the text: tokens ``first`` to ``last`` (included).

    ``aliases``: what the register knows under it; ``body``: the noun that makes it a body ("Ministry"), or None;
    ``shares``: the token of another name that shares its last words ("North" in "North and South Korea"), or None.
    """

    first: int
    last: int
    aliases: tuple[Alias, ...] = ()
    body: Noun | None = None
    shares: int | None = None


@dataclass(slots=True)
class Spotted:
    """All names of a story; ``owner`` and ``titled`` map a token to the name or title that holds it."""

    names: list[Name]
    owner: dict[int, Name]
    titled: dict[int, TitleSpan]

    def add(self, name: Name) -> int:
        """Take a name in; gives the token after it."""
        self.names.append(name)
        for k in range(name.first, name.last + 1):
            self.owner[k] = name
        return name.last + 1

    def entitle(self, title: TitleSpan) -> int:
        """Take a title in; gives the token after it."""
        for k in range(title.first, title.last + 1):
            self.titled[k] = title
        return title.last + 1


def spot(parse: Parse, knowledge: Knowledge) -> Spotted:
    """Find names and titles, one pass over the tokens."""
    found = Spotted([], {}, {})
    tokens, index, longest = parse.tokens, knowledge.register.index, knowledge.words.longest
    lesser, portfolios = knowledge.words.shapes["lesser"], knowledge.words.portfolios
    i, n = 0, len(tokens)
    while i < n:
        t = tokens[i]
        # Most tokens begin with a small letter and no title: they must cost next to nothing.
        if t.text[:1].isupper():
            i = _capital(tokens, i, knowledge, found)
        elif (t.lower in longest or t.lower in lesser or t.lower in portfolios) and (
            title := title_at(tokens, i, knowledge.words)
        ) is not None:
            i = found.entitle(title)
        elif t.lower in index and (hit := known_at(tokens, i, index)) is not None:
            i = found.add(Name(i, hit[0], hit[1]))
        else:
            i += 1
    _again(tokens, knowledge.words, found)
    return found


def _again(tokens: Sequence[Token], words: Words, found: Spotted) -> None:
    """Take in names of the story that the parser took for other words where they stand alone: "Brunn put it off"."""
    spare = [t for t in tokens if t.text[:1].isupper() and t.i not in found.owner and t.i not in found.titled]
    spare = [t for t in spare if t.pos not in {"DET", "PRON"} and not _goes_on(tokens, t)]
    names = [n for n in found.names if n.first < n.last] if spare else []
    if not names:
        return
    # A word that the story also writes small may mean itself.
    small = {t.text for t in tokens if t.text.islower()} | words.shapes["calendar"]
    surnames = {tokens[n.last].text for n in names if not n.aliases and n.body is None}
    parties = {tokens[n.first].lower: n for n in names if n.last == n.first + 1 and _is_party(tokens, n, words)}
    for t in spare:
        if t.text in surnames and t.lower not in small:
            found.add(Name(t.i, t.i))
        elif t.tag in Tag.PLURALS and t.lower not in small and (party := parties.get(singular(t))) is not None:
            found.add(Name(t.i, t.i, party.aliases, body_of(tokens, party.first, party.last, words)))


def _goes_on(tokens: Sequence[Token], t: Token) -> bool:
    """Whether a capitalised word stands behind another one."""
    return t.i > 0 and tokens[t.i - 1].sent == t.sent and capital_at(tokens, t.i - 1)


def _is_party(tokens: Sequence[Token], name: Name, words: Words) -> bool:
    body = body_of(tokens, name.first, name.last, words)
    return body is not None and body.kind == "party" and tokens[name.last].text[:1].isupper()


def _capital(tokens: Sequence[Token], i: int, knowledge: Knowledge, found: Spotted) -> int:
    """Take the name or title that a capitalised token begins; gives the token after it."""
    both = _elliptic(tokens, i, knowledge.register.index)
    if both is not None:
        found.add(both[0])
        return found.add(both[1])
    if is_hour(tokens, i, knowledge.words):
        return i + 1
    addressed = is_addressed(tokens, i, knowledge.words)
    hit = None if addressed or is_lettered(tokens, i) else known_at(tokens, i, knowledge.register.index)
    title = None if addressed else title_at(tokens, i, knowledge.words)
    if hit is not None and (title is None or hit[0] >= title.last):
        return _take_known(tokens, i, hit, knowledge, found)
    if title is not None:
        before = found.owner.get(i - 1)
        if before is None or before.aliases or capital_at(tokens, title.last + 1):
            return found.entitle(title)
    if opens(tokens, i, knowledge.words):
        last = run_end(tokens, i, knowledge)
        if last == i and is_word(tokens, i, knowledge.words):
            return i + 1
        return found.add(Name(i, last, (), body_of(tokens, i, last, knowledge.words)))
    return i + 1


def _elliptic(tokens: Sequence[Token], i: int, index: Mapping[str, tuple[Alias, ...]]) -> tuple[Name, Name] | None:
    """Two known names of which the first leaves out what both end in: "North and South Korea".

    Where only the second is known with that ending ("Peruvian and Israeli troops"), both are read as the adjectives
    that they are, so that it doesn't hang on the register who is named how fully.
    """
    if not capital_at(tokens, i + 2) or tokens[i + 1].lower not in {"and", "or"}:
        return None
    hit = known_at(tokens, i + 2, index)
    if hit is None or len(hit[1][0].words) < 2:
        return None
    whole = (tokens[i].lower, *hit[1][0].words[1:])
    if aliases := _spelled(whole, index):
        return Name(i, i, aliases), Name(i + 2, hit[0], hit[1], shares=i)
    adjectives = [tuple(a for a in _spelled((tokens[k].lower,), index) if a.form == "adjective") for k in (i, i + 2)]
    ends_small = tokens[hit[0]].text.islower()
    return (Name(i, i, adjectives[0]), Name(i + 2, i + 2, adjectives[1])) if all(adjectives) and ends_small else None


def _spelled(words: tuple[str, ...], index: Mapping[str, tuple[Alias, ...]]) -> tuple[Alias, ...]:
    """The known names with just these words."""
    return tuple(a for a in index.get(words[0], ()) if a.words == words)


def _take_known(tokens: Sequence[Token], i: int, hit: Hit, knowledge: Knowledge, found: Spotted) -> int:
    """Take a known name, or the longer unknown one that it begins ("Israel Katz", "Thai Farmers Party")."""
    last, aliases = hit
    k = last + 1
    alias = aliases[0]
    if k < len(tokens) and tokens[k].sent == tokens[i].sent and continues(tokens[k], knowledge.words):
        if alias.form in {"adjective", "region"}:
            longer = _national_body(tokens, i, k, knowledge, regional=alias.form == "region")
            if longer is not None:
                return found.add(longer)
        elif (longer := _beyond_medium(tokens, i, hit, knowledge)) is not None:
            return found.add(longer)
        elif tokens[k].lower in knowledge.words.shapes["classing_media"] and _is_media(alias, knowledge):
            return found.add(Name(i, k, aliases))
        elif alias.form in {"name", "metonym"} and last == i and _is_person(tokens, i, alias, knowledge):
            return found.add(Name(i, run_end(tokens, i, knowledge)))
        elif alias.form == "name" and (court := _court(tokens, i, k, knowledge)) is not None:
            return found.add(court)
    return found.add(Name(i, last, aliases))


def _is_media(alias: Alias, knowledge: Knowledge) -> bool:
    return knowledge.register.actors[alias.actor].kind == "media"


def _beyond_medium(tokens: Sequence[Token], i: int, hit: Hit, knowledge: Knowledge) -> Name | None:
    """The unknown body whose name begins with a common word that names a medium too: "Liberation Army"."""
    last, alias = hit[0], hit[1][0]
    common = alias.article or tokens[i].lower.endswith(tuple(knowledge.words.shapes["abstract_endings"]))
    if last > i or not common or not _is_media(alias, knowledge):
        return None
    end = run_end(tokens, i, knowledge)
    body = body_of(tokens, i, end, knowledge.words)
    # "The Times Union" may be a paper itself.
    kinds = POLITICAL if tokens[i].lower in knowledge.words.bodies else POLITICAL | {"igo", "ngo"}
    return Name(i, end, (), body) if body is not None and body.kind in kinds else None


def _is_person(tokens: Sequence[Token], i: int, alias: Alias, knowledge: Knowledge) -> bool:
    """Whether the name of a country, its seat or a medium is a first name here: "Israel Katz", "Petra Kvist"."""
    persons, behind = knowledge.register.persons, tokens[i + 1]
    if not (alias.actor.isupper() and len(alias.actor) == 3) and not _is_media(alias, knowledge):
        return False
    if persons.find(f"{tokens[i].text} {behind.text}"):
        return True
    article = i > 0 and tokens[i - 1].tag in Tag.DETERMINERS
    goes_on = i + 2 < len(tokens) and tokens[i + 2].pos in {"NOUN", "PROPN"} and tokens[i + 2].sent == behind.sent
    if article or goes_on or behind.pos != "PROPN" or tokens[i].head != behind.i:
        return False
    if behind.lower in knowledge.gazetteer.surnames or plain(behind.text) in persons.surnames:
        return True
    return tokens[i].lower in knowledge.gazetteer.given_names and not _is_common(behind, knowledge)


def _is_common(t: Token, knowledge: Knowledge) -> bool:
    """Whether a capitalised word behind a place's name is a noun of bodies, things and times: "Paris Agreement"."""
    words, cues = knowledge.words, knowledge.gazetteer.cues
    if t.text in cues["name_heads_after"] or t.lower in cues["street_words"] or t.lower in words.shapes["calendar"]:
        return True
    known = t.lower in words.bodies or t.lower in words.agents or t.lemma in words.agents or t.lower.endswith("s")
    return known or t.text.isupper() or t.lower.endswith(tuple(words.shapes["abstract_endings"]))


def _national_body(tokens: Sequence[Token], i: int, k: int, knowledge: Knowledge, *, regional: bool) -> Name | None:
    """The body whose name begins with a nation or region, if an unknown one follows it.

    Behind a region ("Maryland General Assembly") every body is its own.
    """
    known = known_at(tokens, k, knowledge.register.index)
    foreign = known is not None and known[1][0].form != "adjective" and not regional
    if title_at(tokens, k, knowledge.words) is not None or foreign:
        return None
    end = run_end(tokens, k, knowledge)
    body = body_of(tokens, k, end, knowledge.words)
    return Name(i, end, (), body) if body is not None and (body.kind in NATIONAL or regional) else None


def _court(tokens: Sequence[Token], i: int, k: int, knowledge: Knowledge) -> Name | None:
    """The court whose name begins with a state's: "United States Court of Appeals" is not the United States."""
    longer = _national_body(tokens, i, k, knowledge, regional=True)
    return longer if longer is not None and longer.body is not None and longer.body.sectors[:1] == ("JUD",) else None
