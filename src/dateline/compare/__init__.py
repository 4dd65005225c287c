"""What two codings of the same input have otherwise: events, statements and actors, gone, new and changed.

Records are read one story at a time, from a database or a JSONL file of any size.
"""
