"""How a story's outlet writes dates: the order of day and month in digits, and the calendar that it counts by."""

from __future__ import annotations

import re

from dateline.knowledge.load import Knowledge
from dateline.language.tokens import Parse
from dateline.mentions.places.find_places import outlet_country

_DIGITS = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")
MONTHS = 12


def outlet_habits(parse: Parse, knowledge: Knowledge) -> tuple[bool | None, bool]:
    """Whether the month comes first in digits (None: nobody knows), and whether years are of the solar Hijri calendar.

    A date of the same story that can be read in one order only is heard first, then the country of the outlet.
    """
    country = (outlet_country(parse.story, knowledge) or "").lower()
    classes = knowledge.expressions.classes
    solar = country in classes["solarhijri"].meanings
    shown = {int(m[1]) <= MONTHS for m in _DIGITS.finditer(parse.text) if (int(m[1]) > MONTHS) != (int(m[3]) > MONTHS)}
    if len(shown) == 1:
        return shown.pop(), solar
    return (country in classes["monthfirst"].meanings if country else None), solar
