"""Records, runs and databases in the shapes of others: what other tools read, and what comes back from them.

A module a standard. ``markup`` lies below brat, CoNLL-U and Label Studio: annotations as marks on a text, ties between
marks, and what a mark is said to be.
"""
