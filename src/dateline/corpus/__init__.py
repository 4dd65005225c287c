"""Annotated news: who did what to whom and who says so, by document id and offsets, without the texts themselves.

``types`` the rows of a document; ``jsonl`` reads and writes them; ``lines`` reads the form that people write;
``texts`` finds the texts and their digests; ``parties`` knows under which names a party may be found; ``check``,
``stats``, ``join`` and ``scoring`` are what the commands do.
The form and the conventions are told in ``docs/annotation.md``.
"""
