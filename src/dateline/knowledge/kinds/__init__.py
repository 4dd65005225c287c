"""Every kind of entry and table, declared once: loading, ``check``, the schemas and the reference pages derive from it.

``base/`` says what a field may hold and what a kind is; the other modules hold the kinds, one a subject; ``files.py``
says which file of a folder holds which kinds; ``made/`` turns them into JSON Schemas and reference pages.
"""
