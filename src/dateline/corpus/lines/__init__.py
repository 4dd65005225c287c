"""The form in which people write annotations: one row a line, words instead of offsets (``docs/annotation.md``).

``read`` reads it; ``draft`` is a document while it is read and finds words in it; ``sentences`` numbers its sentences.
"""
