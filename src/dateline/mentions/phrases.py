"""Name spans and parse > phrases: every base noun phrase and pronoun that can stand for somebody or something."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.knowledge.load import Knowledge
from dateline.knowledge.register import Alias
from dateline.knowledge.words import Noun, Title
from dateline.language.types import Parse, Token
from dateline.mentions.names import Name, Spotted
from dateline.mentions.titles import TitleSpan

LEFT = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nmod",
        "poss",
        "nummod",
        "quantmod",
        "predet",
        "advmod",
        "npadvmod",
        "punct",
        "neg",
        "appos",
        "case",
    }
)
NOMINAL = frozenset({"NOUN", "PROPN"})
APPROXIMATE = frozenset("about almost nearly over more most around approximately only some even".split()) - {
    "only",
    "even",
}
EDGE = frozenset({"PUNCT", "CCONJ", "ADP", "SPACE"})
QUOTES = frozenset({'"', "“", "”", "‘", "’", "'", "[", "]", "("})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "agent", "attr", "conj", "poss", "obj", "iobj"})
MODIFIER = frozenset({"compound", "nmod", "amod"})
DEFINITE = frozenset(
    {"the", "this", "these", "that", "those", "such", "my", "your", "his", "her", "its", "our", "their"}
)
# Kinds of nouns that are actors of their own where they modify another noun ("a police raid", "government calls").
NESTED = frozenset({"government", "military", "armed_group", "party"})
NAMELESS = frozenset({"anonymity", "anonymously", "unnamed", "named", "identified"})
PERSONAL = frozenset("he him his himself she her hers herself".split())
PLURAL = frozenset("they them their theirs themselves".split())
NEUTER = frozenset("it its itself".split())
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$"})
STANDALONE = frozenset(
    "some many several both others all few most those these one two three four five six seven eight nine ten dozens hundreds thousands scores more each neither another any none either everyone everybody someone somebody nobody anyone".split()
)


@dataclass(slots=True)
class Phrase:
    """A noun phrase before it is known whom it stands for. Token indices are included at both ends.

    Attributes:
        first, last: the phrase with its modifiers.
        head: the token through which the clause holds it; ``heads`` all tokens that the parser may hang it up by.
        core_first: where the name or the noun with its own modifiers begins (after possessors and nations).
        name: the name that the phrase ends in, if any.
        title: tokens of a title or describing noun before the name.
    """

    first: int
    last: int
    head: int
    heads: tuple[int, ...]
    core_first: int
    name: Name | None = None
    title: tuple[int, int] | None = None
    titles: tuple[Title, ...] = ()
    noun: Noun | None = None
    noun_words: str = ""
    anonymous: bool = False
    alias: tuple[Alias, ...] = ()
    countries: tuple[str, ...] = ()
    pronoun: str = ""
    definite: bool = False
    plural: bool = False
    owner: int | None = None
    nested: bool = False
    of: int | None = None
    words: frozenset[str] = field(default_factory=frozenset)


def find_phrases(parse: Parse, spotted: Spotted, knowledge: Knowledge) -> list[Phrase]:
    """All phrases of a story, inner ones included, in text order of their heads."""
    out: list[Phrase] = []
    done: set[int] = set()
    for name in spotted.names:
        phrase = _of_name(parse, spotted, name, knowledge)
        done.update(phrase.heads)
        if phrase.title is not None:
            done.update(range(phrase.title[0], phrase.title[1] + 1))
        out.append(phrase)
    for t in parse.tokens:
        if t.i in done or t.i in spotted.owner:
            continue
        pos = t.pos
        if pos == "PRON" or t.tag in RELATIVE_TAGS or t.tag == "PRP$":
            out.append(_pronoun(t))
        elif pos in NOMINAL or t.tag in {"NN", "NNS"} and t.dep in ARGUMENTS:
            made = _nominal(parse, spotted, t, knowledge)
            if made is not None:
                out.append(made)
        elif t.dep in ARGUMENTS and (pos in {"NUM", "ADJ"} or t.lower in STANDALONE):
            out.append(_bare(parse, t))
    out.sort(key=lambda p: (p.head, p.first))
    _link(parse, out)
    return out


def _pronoun(t: Token) -> Phrase:
    lower = t.lower
    return Phrase(t.i, t.i, t.i, (t.i,), t.i, pronoun=lower, plural=lower in PLURAL, definite=True)


def _bare(parse: Parse, t: Token) -> Phrase:
    """A phrase without a noun: "two", "some", "the wounded"."""
    first = _left(parse, t.i)
    word = t.lower
    return Phrase(first, t.i, t.i, (t.i,), t.i, plural=word not in {"one", "each", "another", "everyone", "everybody", "someone", "nobody", "anyone"},
                  definite=parse.tokens[first].lower == "the", words=frozenset({word}))  # fmt: skip


def _left(parse: Parse, head: int) -> int:
    """Leftmost token of the base noun phrase of a head."""
    tokens = parse.tokens
    first = head
    todo = [head]
    while todo:
        for c in tokens[todo.pop()].children:
            if c >= head:
                break
            t = tokens[c]
            if t.head == head and t.dep in {"npadvmod", "advmod"} and t.lower not in APPROXIMATE:
                continue
            if t.dep in LEFT and (t.pos != "VERB" or t.dep in {"amod", "compound", "poss"}):
                first = min(first, c)
                todo.append(c)
            elif t.dep in {"cc", "conj", "prep", "pobj", "hmod", "dep"} and c > first:
                todo.append(c)
    # Marks at the edge (an opening quotation mark or bracket) belong to the sentence, not to the phrase.
    while first < head and (tokens[first].pos in EDGE or tokens[first].text in QUOTES):
        first += 1
    return first


def _outer(parse: Parse, first: int, last: int) -> list[int]:
    """Tokens of a stretch whose syntactic head lies outside of it (or which are a root), outermost first."""
    tokens = parse.tokens
    found = [k for k in range(first, last + 1) if not first <= tokens[k].head <= last or tokens[k].head == k]
    content = [k for k in found if tokens[k].pos in {"NOUN", "PROPN", "ADJ", "NUM", "X", "VERB", "ADV"}]
    return content or found or [last]


def _of_name(parse: Parse, spotted: Spotted, name: Name, knowledge: Knowledge) -> Phrase:
    """The phrase around a name: titles and describing nouns before it are taken along when it is a person's or a body's."""
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
        _prepend(parse, spotted, phrase, knowledge)
        if phrase.title is not None:
            phrase.heads = tuple(dict.fromkeys(_outer(parse, phrase.title[0], name.last)))
            phrase.head = phrase.heads[-1] if name.first <= phrase.heads[-1] <= name.last else phrase.heads[0]
    left = min(_left(parse, h) for h in phrase.heads)
    # A conjunct before the name is an actor of its own: the phrase begins behind it.
    while left < phrase.first and any(tokens[k].pos == "CCONJ" for k in range(left, phrase.first)):
        left = next(k for k in range(left, phrase.first) if tokens[k].pos == "CCONJ") + 1
    phrase.first = min(phrase.first, left)
    phrase.plural = (
        bool(name.aliases)
        and name.aliases[0].form == "people"
        or not name.aliases
        and tokens[name.last].tag == "NNPS"
        and name.body is None
    )
    phrase.definite = tokens[phrase.first].lower == "the"
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


def _prepend(parse: Parse, spotted: Spotted, phrase: Phrase, knowledge: Knowledge) -> None:
    """Take titles, describing nouns and nations before a name into its phrase.

    Walks to the left from the name: "Hamas leader", "US Secretary of Defense", "student protester", "former Iranian President".
    """
    tokens = parse.tokens
    agents = knowledge.words.agents
    k = phrase.first - 1
    start = phrase.first
    title_first: int | None = None
    titles: list[Title] = []
    sentence = tokens[phrase.first].sent
    while k >= 0 and tokens[k].sent == sentence:
        t = tokens[k]
        span, name = spotted.titled.get(k), spotted.owner.get(k)
        if span is not None:
            titles.append(span.title)
            start = title_first = span.first
        elif name is not None:
            office = _office_before(tokens, spotted, name, phrase) if title_first is None else None
            if title_first is None and office is None:
                break
            if office is not None:
                titles.append(office.title)
                start = title_first = office.first
            else:
                start = name.first
        elif title_first is None and t.pos in NOMINAL and t.lemma in agents and agents[t.lemma].unit != "people":
            phrase.noun = agents[t.lemma]
            start = title_first = k
        elif title_first is None and t.pos in NOMINAL and t.lemma in agents and t.tag != "NNS":
            phrase.noun = agents[t.lemma]
            start = title_first = k
        elif title_first is not None and (
            t.pos in {"NOUN", "ADJ", "PROPN"} and t.text[0].isalnum() or t.text in {"-", "–"}
        ):
            start = k
            title_first = k if t.text[0].isalnum() else title_first
        elif title_first is not None and (t.tag in {"DT", "PRP$", "POS"}):
            start = k
            if t.tag != "POS":
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


def _office_before(tokens: tuple[Token, ...], spotted: Spotted, name: Name, phrase: Phrase) -> TitleSpan | None:
    """The office that ends in another name: "Ambassador to the United Nations" right before "Ada Brunn"."""
    body = phrase.name is not None and phrase.name.body is not None
    if body or phrase.alias or not name.aliases or name.last != phrase.first - 1:
        return None
    k = name.first - 1
    if k > 0 and tokens[k].lower == "the":
        k -= 1
    return spotted.titled.get(k - 1) if k > 0 and tokens[k].lower in {"to", "of", "for", "at"} else None


def _nominal(parse: Parse, spotted: Spotted, t: Token, knowledge: Knowledge) -> Phrase | None:
    """The phrase of a common noun; None for a modifier that is no actor."""
    tokens = parse.tokens
    span = spotted.titled.get(t.i)
    if (
        not t.text[0].isalnum()
        and t.text not in {"%", "$"}
        or span is not None
        and t.i < span.last
        and tokens[span.last].pos in NOMINAL
        and t.dep not in ARGUMENTS
    ):
        return None
    noun, text, begin, anonymous = _noun_of(tokens, t.i, knowledge)
    plural = t.tag in {"NNS", "NNPS"} or t.lemma in {"police", "people"}
    if t.dep in MODIFIER and t.i < t.head and tokens[t.head].pos in NOMINAL:
        if (
            noun is None
            or noun.kind not in NESTED
            or tokens[t.head].lemma in knowledge.words.agents
            or tokens[t.head].lemma in knowledge.words.anonymous
        ):
            return None
        return Phrase(
            begin,
            t.i,
            t.i,
            (t.i,),
            begin,
            noun=noun,
            noun_words=text,
            nested=True,
            plural=plural,
            words=frozenset(text.split()),
        )
    first = min(_left(parse, t.i), begin)
    opener = tokens[first]
    owned = any(tokens[c].dep == "poss" for c in t.children)
    core = first + 1 if opener.pos == "DET" and first < t.i else first
    words = frozenset(
        tokens[k].lemma if k == t.i else tokens[k].lower for k in range(core, t.i + 1)
        if tokens[k].text[0].isalnum() and tokens[k].tag not in {"PRP$", "DT"}
    )  # fmt: skip
    phrase = Phrase(first, t.i, t.i, (t.i,), core, noun=noun, noun_words=text, anonymous=anonymous, plural=plural, words=words,
                    definite=owned or opener.lower in DEFINITE)  # fmt: skip
    if span is not None:
        phrase.title = (span.first, span.last)
        phrase.titles = (span.title,)
    if noun is not None and noun.unit == "person" and not phrase.definite and not anonymous:
        phrase.anonymous = _hidden(parse, t)
    return phrase


def _hidden(parse: Parse, t: Token) -> bool:
    """Whether somebody speaks without a name: "who spoke on condition of anonymity", "who declined to be named"."""
    tokens = parse.tokens
    for c in t.children:
        if c > t.i and tokens[c].dep in {"relcl", "acl", "prep"}:
            return any(tokens[k].lower in NAMELESS for k in parse.subtree(c)[:25])
    return False


def _noun_of(tokens: tuple[Token, ...], i: int, knowledge: Knowledge) -> tuple[Noun | None, str, int, bool]:
    """The agent noun that ends at a token (several words first), its words, its first token, whether it names no one."""
    words = knowledge.words
    lemma, lower = tokens[i].lemma, tokens[i].lower
    noun = words.agents.get(lower) or words.agents.get(lemma)
    best: tuple[Noun | None, str, int] = (noun, lower if lower in words.agents else lemma, i)
    tails = [lower] if lower == lemma else [lemma, lower]
    k = i - 1
    while (
        k >= 0
        and i - k < 6
        and tokens[k].sent == tokens[i].sent
        and (tokens[k].text[0].isalnum() or tokens[k].text == "-")
    ):
        glue = tokens[k].lower if tokens[k].text == "-" else tokens[k].lower + ("" if tails[0][0] == "-" else " ")
        tails = [glue + tail for tail in tails]
        for text in tails:
            if text in words.agents:
                best = (words.agents[text], text, k)
        k -= 1
    if lemma in words.anonymous:
        return words.anonymous[lemma], lemma, i, True
    return (*best, False)


def _link(parse: Parse, phrases: list[Phrase]) -> None:
    """Note the "of" phrase of agent nouns ("the people of Gaza") and possessors."""
    tokens = parse.tokens
    by_head = {h: n for n, p in enumerate(phrases) for h in p.heads}
    for phrase in phrases:
        if phrase.nested or phrase.pronoun:
            continue
        for c in tokens[phrase.head].children:
            if c > phrase.head and tokens[c].lower == "of" and phrase.name is None and phrase.of is None:
                phrase.of = next((by_head[x] for x in tokens[c].children if x in by_head), None)
            elif tokens[c].dep == "poss" and c in by_head:
                phrase.owner = by_head[c]
        if phrase.owner is None and phrase.name is not None:
            phrase.owner = next(
                (
                    by_head[c]
                    for h in phrase.heads
                    for c in tokens[h].children
                    if tokens[c].dep == "poss" and c in by_head
                ),
                None,
            )
