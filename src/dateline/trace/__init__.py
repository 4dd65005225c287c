"""What the stages make of a text, step by step, and what became of every rule: for people who write rules.

It decides nothing by itself: each answer is that of the function that codes pages (``language/match.py``,
``coding/frames/candidates.py``, ``coding/duplicates.py``, ``coding/find_events.py``), asked once more and put in words.
"""
