"""The parser library: ``pipeline`` runs it, ``word_forms`` knows by heart what it says of single words."""
