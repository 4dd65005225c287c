"""English words by which a text in capitals gets its small letters back."""

from __future__ import annotations

from dateline.language.language import Capitals

CAPITALS = Capitals(
    small=frozenset({
        "of", "and", "the", "for", "in", "on", "to", "de", "del", "la", "las", "los", "el", "y", "e", "du", "des",
        "von", "van", "bin", "ibn", "al",
    }),
    before_names=frozenset({
        "san", "santa", "santo", "la", "las", "los", "el", "al", "abu", "ibn", "bin", "new", "saint", "st", "fort",
        "port", "mount", "lake", "camp",
    }),
    behind_names=frozenset({
        "street", "avenue", "bridge", "river", "province", "department", "valley", "battalion", "brigade", "airport",
        "university", "newspaper", "plaza", "party", "front", "army", "movement", "ministry", "committee", "square",
        "island", "lake", "airlines", "hotel", "hill", "bay", "city", "county", "district", "mountains", "strait",
    }),
    calendar=frozenset({
        "january", "february", "april", "june", "july", "august", "september", "october", "november", "december",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    }),
    calendar_beside_numbers=frozenset({"march", "may"}),
    rarely_names=frozenset({
        "said", "may", "will", "can", "won", "long", "day", "early", "read", "do", "you", "he", "an", "in", "so", "to",
        "see", "the", "no", "has", "had", "also", "was", "are", "than", "and", "but", "man", "son", "she", "van",
    }),
    endings=(
        ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ied", "y"), ("ing", ""),
        ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ly", ""), ("ness", ""), ("'s", ""),
        ("’s", ""), ("s'", "s"), ("men", "man"), ("women", "woman"), ("ves", "f"), ("ably", "able"), ("ically", "ic"),
    ),
    prefixes=(
        "un", "re", "anti", "non", "pre", "pro", "counter", "over", "under", "para", "inter", "mis", "co", "ex", "self",
        "semi", "multi", "sub", "super", "out", "hydro", "narco",
    ),
    possessives=("'s", "’s"),
    ordinals=frozenset({"st", "nd", "rd", "th", "d"}),
    always=frozenset({"i"}),
    single=frozenset({"a", "i"}),
    name_prefix="o'",
    vowels="aeiouy",
)  # fmt: skip
