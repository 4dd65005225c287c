"""The languages that Dateline brings, by their codes. A stage never asks here: its parse carries its language."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import entry_points

from dateline.errors import UsageError
from dateline.language.english import ENGLISH
from dateline.language.language import Language

SHIPPED: Mapping[str, Language] = {ENGLISH.code: ENGLISH}
# Other packages bring a language by an entry point of this group: its code, and where the object is.
GROUP = "dateline.languages"


def language_of_code(code: str, languages: Mapping[str, Language] = SHIPPED) -> Language:
    """The language of an ISO 639-1 code: of those given, else one that an installed package brings.

    Raises:
        UsageError: there is none.
    """
    if code in languages:
        return languages[code]
    brought = {entry.name: entry for entry in entry_points(group=GROUP)}
    if code not in brought:
        known = ", ".join([*(f"{k} ({v.name})" for k, v in sorted(languages.items())), *sorted(brought)])
        raise UsageError(f"language {code!r:.40}: there is no such language here, only {known}")
    language = brought[code].load()
    if not isinstance(language, Language):
        raise UsageError(f"language {code}: what the entry point {brought[code].value} names is no Language")
    return language
