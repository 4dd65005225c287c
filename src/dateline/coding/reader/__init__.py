"""The learned reader: one pass over each stretch of a story finds acts, their parties and their status.

``windows`` cuts a story, ``model`` runs the network, ``reading`` is what it says, ``features`` and ``combine`` weigh it
against the frames. How it was trained is told in ``training/reader/``.
"""
