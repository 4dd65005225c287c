"""A second coder beside Dateline's own: a language model behind an OpenAI-compatible endpoint, asked about events.

It is off unless somebody asks for it, it is not told what was coded, and what it answers stands beside an event as an
opinion: it makes no event, changes none and takes none away.
"""
