"""What the parser for English must be spared, and where its lemmas are wrong."""

from __future__ import annotations

import re

# "BAGHDAD, Nov 3 (Agency) - " is no part of the sentence after it, and spoils its parse.
DATELINE = re.compile(
    r"[A-Z][A-Z'’.-]+(?:[ ,/]+[A-Z][\w'’.]*){0,5}(?:,? \d{1,2}(?:, \d{4})?)?"
    r"(?: \([\w ./]+\))? ?(?:--|—|–|-)\s+(?=[\"“‘A-Z])"
)
# Forms of verbs in -e that the parser's lemmatiser takes for forms of shorter words ("hoped": hop).
LEMMAS = {
    form: verb
    for verb in ("hope", "hate", "slate", "stage", "ready")
    for form in (f"{verb}s", f"{verb}d", f"{verb[:-1]}ing", f"{verb[:-1]}ied", f"{verb[:-1]}ies")
}
