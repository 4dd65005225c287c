"""Names of months in many languages, from the Unicode CLDR (library ``babel``)."""

from __future__ import annotations

import re
from functools import lru_cache

_LOCALES = (
    "de fr es it pt nl pl ru uk cs sk hu ro bg el tr sv da nb fi ar fa he hi bn hy ka id vi th sr hr sl lt lv et ca eu "
    "gl az kk ur ta te ml mr gu pa am sw sq mk is ga cy af be bs mn my km lo si ne"
)


def month_number(name: str) -> int | None:
    """The number of a month of our calendar, 1 to 12; None for what is none, or the name of two."""
    return _months().get(name.lower().rstrip("."))


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """The names in full and cut short, lower case."""
    # Imported here, as only pages in other languages need it.
    from babel.core import UnknownLocaleError
    from babel.dates import get_month_names

    found: dict[str, set[int]] = {}
    for locale in _LOCALES.split():
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                try:
                    names = get_month_names(width, context, locale)
                except UnknownLocaleError:
                    continue
                for number, name in names.items():
                    plain = re.sub(r"^(?:de |d['’])", "", name.lower()).rstrip(".")
                    found.setdefault(plain, set()).add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1 and not name.isdigit()}
