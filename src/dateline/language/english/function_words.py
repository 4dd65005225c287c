"""The closed classes of English."""

from __future__ import annotations

from dateline.language.language import Auxiliaries, FunctionWords, Negation, Prepositions, Pronouns

FUNCTION_WORDS = FunctionWords(
    negation=Negation(
        negators=frozenset({
            "not", "n't", "never", "nt", "neither", "nor", "no", "nobody", "none", "nothing", "without",
        }),
        on_nouns=frozenset({"no", "neither", "none", "not"}),
        on_words=frozenset({"no"}),
        joining=frozenset({"nor"}),
        adding=frozenset({"only", "just", "merely", "simply", "solely", "least", "fewer", "less", "all", "every",
            "everyone"}),
        certain=frozenset({("no", "doubt")}),
    ),
    auxiliaries=Auxiliaries(
        ahead=frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "'d"}),
        sure=frozenset({"will", "'ll", "’ll", "wo", "shall"}),
        open=frozenset({"may", "might", "could", "should", "must", "can"}),
        past=frozenset({"had", "has", "have", "did", "was", "were", "been", "'ve", "’ve"}),
        pluperfect=frozenset({"had"}),
        back_negated=frozenset({"could"}),
        present=frozenset({"is", "are", "'s", "’s", "be"}),
        perfect=frozenset({"have"}),
        perfect_finite=frozenset({"had", "has"}),
        infinitive=frozenset({"to"}),
        passive=frozenset({"been", "being"}),
        copulas=frozenset({"be"}),
        scheduling="will",
        going={"going": "going to", "gon": "going to"},
    ),
    prepositions=Prepositions(
        agent=frozenset({"by"}),
        giver=frozenset({"from"}),
        part=frozenset({"of"}),
        goal=frozenset({"to"}),
        role=frozenset({"as"}),
        blame=frozenset({"of", "for", "from", "with", "into"}),
        blame_far=frozenset({"of", "for", "from"}),
        occasion=frozenset({"during", "throughout"}),
        occasion_of=frozenset({"course", "result"}),
        beside=frozenset({"along", "together", "alongside"}),
    ),
    pronouns=Pronouns(
        first=frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"}),
        second=frozenset({"you", "your", "yours", "yourself", "yourselves"}),
        one=frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"}),
        female=frozenset({"she", "her", "hers", "herself"}),
        several=frozenset({"they", "them", "their", "theirs", "themselves"}),
        thing=frozenset({"it", "its", "itself"}),
        relative=frozenset({"which", "who", "that", "whom"}),
        reflexive_endings=("self", "selves"),
    ),
    that=frozenset({"that"}),
    joining=frozenset({"and", "or", "but"}),
    adding=frozenset({"and"}),
    articles=frozenset({"the"}),
    complementizers=frozenset({"that", "if", "whether"}),
    definite=frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"}),
)  # fmt: skip
