"""Annotated news: who did what to whom and who says so, by document id and offsets, without the texts themselves.

``types`` the rows of a document; ``jsonl`` reads and writes them; ``lines`` reads the form that people write;
``texts`` finds the texts and their digests; ``check``, ``stats``, ``join`` and ``score`` are what the commands do.
The form and the conventions are told in ``docs/annotation.md``.
"""
