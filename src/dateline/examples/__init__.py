"""Run the examples that stand beside the entries of the knowledge: does each entry do what it says?

One runner for the test suite and for ``dateline check --examples``. The kind of an entry (``knowledge/kinds/``) names
the judge of its examples; ``run.py`` knows the judges and says which examples to run.
"""
