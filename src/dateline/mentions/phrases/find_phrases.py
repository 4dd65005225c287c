"""Name spans and parse > phrases: every base noun phrase and pronoun that can stand for somebody or something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.knowledge.lexicon.words import Noun, Words
from dateline.knowledge.load import Knowledge
from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse, Token
from dateline.mentions.names.name_runs import is_hour
from dateline.mentions.names.name_spans import Name, Spotted
from dateline.mentions.phrases.name_prefixes import prepend
from dateline.mentions.phrases.phrase import NOMINAL, RELATIVE_TAGS, Phrase

LEFT = Dep.MODIFIERS | Dep.ADVERBIALS | {
    Dep.DETERMINER, Dep.POSSESSOR, Dep.NUMBER, Dep.QUANTITY, Dep.PREDETERMINER, Dep.PUNCT, Dep.NEGATION, Dep.APPOSITION,
    Dep.CASE,
}  # fmt: skip
ARGUMENTS = Dep.SUBJECTS | Dep.OBJECTS | {Dep.RECIPIENT, Dep.AGENT, Dep.ATTRIBUTE, Dep.CONJUNCT, Dep.POSSESSOR}
STANDING = ARGUMENTS | {Dep.APPOSITION}
EDGE = frozenset({"PUNCT", "CCONJ", "ADP", "SPACE"})
ADVERBIAL = Dep.ADVERBIALS
JOINED = frozenset({Dep.COORDINATOR, Dep.CONJUNCT, Dep.PREP, Dep.PREP_OBJECT, Dep.UNKNOWN})
LONGEST = 60  # tokens from the first to the head of a phrase: bounds the work in endless sentences
QUOTES = frozenset({'"', "“", "”", "‘", "’", "'", "[", "]", "("})
MODIFIER = Dep.MODIFIERS
# Kinds of nouns that are actors of their own where they modify another noun ("a police raid", "government calls").
NESTED = frozenset({"government", "military", "armed_group", "party"})
BEHIND = Dep.CLAUSES_OF_NOUN | {Dep.PREP}
VERBAL = Dep.PLAIN_MODIFIERS | {Dep.POSSESSOR}


def find_phrases(parse: Parse, spotted: Spotted, knowledge: Knowledge) -> list[Phrase]:
    """All phrases of a story, inner ones included, in text order of their heads."""
    out: list[Phrase] = []
    done: set[int] = set()
    shapes = knowledge.words.shapes
    for name in spotted.names:
        phrase = _of_name(parse, spotted, name, knowledge)
        done.update(phrase.heads)
        if phrase.title is not None:
            done.update(range(phrase.title[0], phrase.title[1] + 1))
        out.append(phrase)
    for t in parse.tokens:
        if t.i in done or t.i in spotted.owner or is_hour(parse.tokens, t.i, knowledge.words):
            continue
        pos = t.pos
        if pos == "PRON" or t.tag in RELATIVE_TAGS or t.tag == Tag.POSSESSIVE:
            out.append(_pronoun(t, parse.words.pronouns.several))
        elif pos in NOMINAL or (t.tag in Tag.COMMON_NOUNS and t.dep in ARGUMENTS) or _holds(parse, t, knowledge.words):
            made = _nominal(parse, spotted, t, knowledge)
            if made is not None:
                out.append(made)
        elif t.dep in ARGUMENTS and (pos in {"NUM", "ADJ"} or t.lower in shapes["standalone"]):
            out.append(_bare(parse, t, shapes))
    out.sort(key=lambda p: (p.head, p.first))
    _link(parse, out)
    return out


def _holds(parse: Parse, t: Token, words: Words) -> bool:
    """Whether an adjective is a word for those who hold what it describes: "militant hideouts"."""
    if t.pos != "ADJ" or t.dep not in MODIFIER or parse.tokens[t.head].lemma not in words.shapes["held"]:
        return False
    noun = words.agents.get(t.lemma)
    return noun is not None and noun.unit == "people"


def _pronoun(t: Token, several: frozenset[str]) -> Phrase:
    lower = t.lower
    return Phrase(t.i, t.i, t.i, (t.i,), t.i, pronoun=lower, plural=lower in several, definite=True)


def _bare(parse: Parse, t: Token, shapes: Mapping[str, frozenset[str]]) -> Phrase:
    """A phrase without a noun: "two", "some", "the wounded"."""
    first = _left(parse, t.i, shapes)
    plural, definite = t.lower not in shapes["single"], parse.tokens[first].lower in parse.words.articles
    return Phrase(first, t.i, t.i, (t.i,), t.i, plural=plural, definite=definite, words=frozenset({t.lower}))


def _left(parse: Parse, head: int, shapes: Mapping[str, frozenset[str]]) -> int:
    """Leftmost token of the base noun phrase of a head."""
    tokens = parse.tokens
    first = head
    todo = [head]
    while todo:
        for c in tokens[todo.pop()].children:
            if c >= head:
                break
            t = tokens[c]
            if head - c > LONGEST or (t.head == head and t.dep in ADVERBIAL and t.lower not in shapes["approximate"]):
                continue
            if t.dep in LEFT and (t.pos != "VERB" or t.dep in VERBAL):
                first = min(first, c)
                todo.append(c)
            elif t.dep in JOINED and c > first:
                todo.append(c)
    first += _is_outcome(parse, first, head)
    # Marks at the edge (an opening quotation mark or bracket) belong to the sentence, not to the phrase.
    while first < head and (tokens[first].pos in EDGE or tokens[first].text in QUOTES):
        first += 1
    return first


def _is_outcome(parse: Parse, first: int, head: int) -> bool:
    """Whether the outcome of the verb before it opens a phrase, as parsers have it: "shot dead two men"."""
    tokens = parse.tokens
    follows = 0 < first < head and tokens[first].pos == "ADJ" and tokens[first - 1].pos == "VERB"
    return follows and (tokens[first + 1].pos == "NUM" or tokens[first + 1].lower in parse.words.articles)


def _at_number(parse: Parse, first: int, head: int, shapes: Mapping[str, frozenset[str]]) -> int:
    """Where a phrase begins that the words of a bound open: "[at least] 14 soldiers"."""
    k = first
    while k < head and parse.tokens[k].lower in shapes["bounding"]:
        k += 1
    return k if k > first and parse.tokens[k].pos == "NUM" and k < head else first


def _outer(parse: Parse, first: int, last: int) -> list[int]:
    """Tokens of a stretch whose syntactic head lies outside of it (or which are a root), outermost first."""
    tokens = parse.tokens
    found = [k for k in range(first, last + 1) if not first <= tokens[k].head <= last or tokens[k].head == k]
    content = [k for k in found if tokens[k].pos in {"NOUN", "PROPN", "ADJ", "NUM", "X", "VERB", "ADV"}]
    return content or found or [last]


def _of_name(parse: Parse, spotted: Spotted, name: Name, knowledge: Knowledge) -> Phrase:
    """The phrase around a name, with the titles and describing nouns before it."""
    tokens = parse.tokens
    heads = _outer(parse, name.first, name.last)
    head = heads[-1] if tokens[heads[-1]].dep not in MODIFIER else heads[0]
    phrase = Phrase(name.first, name.last, head, tuple(heads), name.first, name, alias=name.aliases,
                    words=_words(tokens, name.first, name.last))  # fmt: skip
    outside = tokens[head].head
    if tokens[head].dep in MODIFIER and outside > name.last and _same_phrase(tokens, name.last, outside):
        # A name inside the phrase of a noun ("a Hamas official", "US bases").
        phrase.nested = True
        return phrase
    if not name.aliases or name.aliases[0].form not in {"adjective", "people"}:
        prepend(tokens, spotted, phrase, knowledge.words.agents, knowledge.words.shapes["calendar"])
        if phrase.title is not None:
            phrase.heads = tuple(dict.fromkeys(_outer(parse, phrase.title[0], name.last)))
            phrase.head = phrase.heads[-1] if name.first <= phrase.heads[-1] <= name.last else phrase.heads[0]
    left = min(_left(parse, h, knowledge.words.shapes) for h in phrase.heads)
    # A conjunct before the name is an actor of its own: the phrase begins behind it.
    while left < phrase.first and any(tokens[k].pos == "CCONJ" for k in range(left, phrase.first)):
        left = next(k for k in range(left, phrase.first) if tokens[k].pos == "CCONJ") + 1
    phrase.first = min(phrase.first, left)
    phrase.plural = (bool(name.aliases) and name.aliases[0].form == "people") or (
        not name.aliases and tokens[name.last].tag == Tag.NAME_PLURAL and name.body is None
    )
    phrase.definite = tokens[phrase.first].lower in parse.words.articles
    return phrase


def _same_phrase(tokens: tuple[Token, ...], last: int, head: int) -> bool:
    """Whether only modifiers stand between a name and the noun that it modifies."""
    return head - last < 12 and all(
        tokens[k].pos in {"NOUN", "PROPN", "ADJ", "PUNCT", "NUM", "VERB", "ADV", "CCONJ"}
        and tokens[k].text not in {",", ";", "(", ":"}
        for k in range(last + 1, head + 1)
    )


def _words(tokens: tuple[Token, ...], first: int, last: int) -> frozenset[str]:
    return frozenset(tokens[k].lower for k in range(first, last + 1) if tokens[k].text[0].isalnum())


def _nominal(parse: Parse, spotted: Spotted, t: Token, knowledge: Knowledge) -> Phrase | None:
    """The phrase of a common noun; None for a modifier that is no actor."""
    tokens, words = parse.tokens, knowledge.words
    title = spotted.titled.get(t.i)
    inside = title is not None and t.i < title.last and tokens[title.last].pos in NOMINAL and t.dep not in STANDING
    if title is not None and t.dep == Dep.ROOT:
        inside = False  # "Deputy Secretary of State" as a whole heading
    if inside or (not t.text[0].isalnum() and t.text not in {"%", "$"}):
        return None
    noun, text, begin, anonymous = _noun_of(tokens, t.i, words)
    plural = t.tag in Tag.PLURALS or t.lemma in words.shapes["mass"]
    outer = tokens[t.head]
    if t.dep in MODIFIER and t.i < outer.i and outer.pos in NOMINAL:
        if noun is None or noun.kind not in NESTED or outer.lemma in words.agents or outer.lemma in words.anonymous:
            return None
        # "Rebel positions" are those of rebels, "the militia camp" of one militia.
        several = plural or (noun.unit == "people" and text not in words.shapes["collectives"])
        return Phrase(begin, t.i, t.i, (t.i,), begin, noun=noun, noun_words=text, nested=True, plural=several,
                      words=frozenset(text.split()))  # fmt: skip
    first = min(_left(parse, k, words.shapes) for k in {begin, t.i})  # "Peru's jailed ex-president"
    first = _at_number(parse, first, t.i, words.shapes)
    opener = tokens[first]
    definite = opener.lower in words.shapes["definite"] or any(tokens[c].dep == Dep.POSSESSOR for c in t.children)
    core = first + 1 if opener.pos == "DET" and first < t.i else first
    own = frozenset(
        tokens[k].lemma if k == t.i else tokens[k].lower for k in range(core, t.i + 1)
        if tokens[k].text[0].isalnum() and tokens[k].tag not in Tag.DETERMINERS
    )  # fmt: skip
    phrase = Phrase(first, t.i, t.i, (t.i,), core, noun=noun, noun_words=text, anonymous=anonymous, plural=plural,
                    words=own, definite=definite)  # fmt: skip
    if title is not None:
        phrase.title, phrase.titles = (title.first, title.last), (title.title,)
    if noun is not None and noun.unit == "person" and not definite and not anonymous:
        phrase.anonymous = _is_hidden(parse, t, words.shapes["nameless"])
    return phrase


def _is_hidden(parse: Parse, t: Token, nameless: frozenset[str]) -> bool:
    """Whether somebody speaks without a name: "who spoke on condition of anonymity", "who declined to be named"."""
    tokens = parse.tokens
    for c in t.children:
        if c > t.i and tokens[c].dep in BEHIND:
            return any(tokens[k].lower in nameless for k in parse.subtree(c)[:25])
    return False


def _noun_of(tokens: Sequence[Token], i: int, words: Words) -> tuple[Noun | None, str, int, bool]:
    """The longest agent noun that ends at a token, its words, its first token, whether it names no one."""
    lemma, lower = tokens[i].lemma.lower(), tokens[i].lower
    if lemma == lower and len(lower) > 3 and lower.endswith("s") and lower not in words.agents:
        # The small lemmatiser leaves plurals that it doesn't know as they are.
        lemma = lower[:-1]
    if lemma in words.anonymous:
        return words.anonymous[lemma], lemma, i, True
    noun = words.agents.get(lower) or words.agents.get(lemma)
    best: tuple[Noun | None, str, int] = (noun, lower if lower in words.agents else lemma, i)
    tails = [lower] if lower == lemma else [lemma, lower]
    for k in range(i - 1, max(i - 6, -1), -1):
        t = tokens[k]
        if t.sent != tokens[i].sent or not (t.text[0].isalnum() or t.text == "-"):
            break
        glue = t.lower if t.text == "-" or tails[0][:1] == "-" else t.lower + " "
        tails = [glue + tail for tail in tails]
        for text in tails:
            if text in words.agents:
                best = (words.agents[text], text, k)
    return (*best, False)


def _link(parse: Parse, phrases: list[Phrase]) -> None:
    """Note the "of" phrase of agent nouns ("the voters of Ohio") and possessors."""
    tokens = parse.tokens
    by_head = {h: n for n, p in enumerate(phrases) for h in p.heads}
    for phrase in phrases:
        if phrase.nested or phrase.pronoun:
            continue
        for c in tokens[phrase.head].children:
            if (
                c > phrase.head
                and tokens[c].lower in parse.words.prepositions.part
                and phrase.name is None
                and phrase.of is None
            ):
                phrase.of = next((by_head[x] for x in tokens[c].children if x in by_head), None)
                if phrase.of is not None:
                    phrase.of_last = _last_joined(tokens, phrases, by_head, phrase)
            elif tokens[c].dep == Dep.POSSESSOR and c in by_head:
                phrase.owner = by_head[c]
        if phrase.owner is None and phrase.name is not None:
            under = (c for h in phrase.heads for c in tokens[h].children)
            phrase.owner = next((by_head[c] for c in under if tokens[c].dep == Dep.POSSESSOR and c in by_head), None)


def _last_joined(tokens: Sequence[Token], phrases: list[Phrase], by_head: Mapping[int, int], phrase: Phrase) -> int:
    """The last token behind "of": of all names that are joined there, if several can have them."""
    assert phrase.of is not None
    last = phrases[phrase.of].last
    todo = [phrases[phrase.of].head] if phrase.plural and phrases[phrase.of].name is not None else []
    while todo:
        for c in tokens[todo.pop()].children:
            if tokens[c].dep == Dep.CONJUNCT and c in by_head:
                if phrases[by_head[c]].name is None:
                    return phrases[phrase.of].last
                last = max(last, phrases[by_head[c]].last)
                todo.append(c)
    return last
