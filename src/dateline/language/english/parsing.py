"""What the parser for English must be spared, and where its lemmas are wrong."""

from __future__ import annotations

import re

from dateline.language.language import StandIn

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
# Verbs in -e beside a verb without it: the lemmatiser takes the shorter ("waged": wag). But that doubles its last
# letter in these forms ("wagged"), so one letter there is a sure sign of the -e.
_IN_E = (
    "bare bate bide cane cone cope cube dine dote fate fine gage gape gripe kite lame lope mate mope pale pare pine "
    "pipe plane plate prime rage rape rate rime robe scare scrape shame shine site slope snipe spare spite stare "
    "stripe tape tope tote twine wade wage wane wine"
)
# Verbs that the lemmatiser doesn't know, whose last letter is doubled in these forms.
_DOUBLED = ("readmit", "resubmit", "martial")
VERB_LEMMAS = {
    **{form: verb for verb in _IN_E.split() for form in (f"{verb}d", f"{verb[:-1]}ing")},
    **{f"{verb}{verb[-1]}{ending}": verb for verb in _DOUBLED for ending in ("ed", "ing")},
}

_WEEKDAY = "Monday"
_CLOCK = r"(?:,? (?:at )?\d{1,2}[:.]\d\d ?(?:[AaPp]\.?[Mm]\.?)?)"
_DIGITS = r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[-/][A-Z][a-z]{2,8}[-/]\d{2,4})"
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}"
_PREPOSITION = "(?:Near|Outside|Inside|Around|Across)"
_ACTING = (
    "(?:police|officials|authorities|officers|firefighters|prosecutors|troops|soldiers|residents|deputies|gunmen|"
    "militants|rebels|protesters|demonstrators|fighters|militiamen|insurgents|workers|students|teachers|farmers)"
)
# What the parser for English misreads, and what it reads instead.
STAND_INS: tuple[StandIn, ...] = (
    # A date in digits, with its time of day: it becomes a modifier of the noun behind it, or a part of its name.
    (re.compile(rf"(?<=\bOn ){_DIGITS}{_CLOCK}?(?= [a-z])"), f"{_WEEKDAY},"),
    (re.compile(rf"(?<![\w./-]){_DIGITS}{_CLOCK}?(?![\w/-]|\.\d)"), _WEEKDAY),
    # An hour before a noun: its half of the day becomes a part of the noun's name.
    (re.compile(r"(?<=\b[Aa]t )\d{1,2}(?:[:.]\d\d)? ?[AaPp]\.?[Mm]\b\.?(?= [a-z])"), "noon,"),
    # An apostrophe or a modifier letter inside a name: the name becomes an interjection.
    (
        re.compile(r"\b(?P<head>[A-Z][a-z]{1,12})['’ʿʾʻʼ‘`](?P<tail>(?!(?:s|t|d|m|ll|re|ve)\b)[a-z]{1,10})\b"),
        r"\g<head>\g<tail>",
    ),
    # Two names that a stroke joins are two that act.
    (re.compile(r"(?<=[a-z])(?P<words>/)(?=[A-Z][a-z])"), " and "),
    # A preposition that opens a sentence: its capital makes it a name.
    (re.compile(rf"(?:^|(?<=[.!?] )|(?<=\n))(?P<words>{_PREPOSITION})(?= {_NAME},? )"), "In"),
    # "In Salem, Oregon, firefighters saved", "Salem, Oregon, firefighters saved": the state becomes the subject.
    (re.compile(rf"\b(?:In|{_PREPOSITION}) (?P<words>(?P<town>{_NAME}), {_NAME})(?=, {_ACTING}\b)"), r"\g<town>"),
    (re.compile(rf"(?:^|(?<=[.!?] )|(?<=\n)){_NAME}, {_NAME},(?= {_ACTING}\b)"), "Today,"),
    (re.compile(rf"(?P<town>{_NAME}), {_NAME}, (?={_ACTING}\b)"), r"\g<town> "),
    # A possessor with "of" in its name: its last word alone becomes the possessor.
    (
        re.compile(
            r"(?:(?:Democratic|Federal|Islamic) )*(?:Republic|Kingdom|State|Union) of (?:the )?[A-Z]\w+(?=['’]s )"
        ),
        "Congo",
    ),
    # A quotation mark that is glued to the word before or behind it.
    (re.compile(r"(?<=[a-z:,])(?P<words>[\"“])(?=[A-Z][a-z])"), ' "'),
    (re.compile(r"(?<=[a-z.,!?])(?P<words>[\"”])(?=[a-z]{2})"), '" '),
    # Quotation marks of other languages.
    (re.compile(r"[„«](?=\w)"), "“"),
    (re.compile(r"(?<=[\w.,!?])»"), "”"),
)
