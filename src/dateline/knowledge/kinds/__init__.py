"""Every kind of entry and table, declared once: loading, ``check``, the schemas and the reference pages derive from it.

``values.py`` says what a field may hold, ``entry.py`` and ``table.py`` what a kind is; the other modules hold the
kinds, one a subject; ``files.py`` says which file of a folder holds which kinds.
"""
