"""How much two readings of the same documents have in common.

``tally`` counts; ``story`` lays a record beside an annotation; ``statements``, ``events`` and ``identities`` compare
them; ``score`` does all three; ``agree`` compares two annotations; ``records`` finds or makes the records.
"""
