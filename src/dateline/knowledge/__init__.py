"""Everything that Dateline knows: the files of ``data/``, what they may hold, and what is made of them.

``files.py`` reads them, layer over layer; ``kinds/`` declares every kind of entry and table; ``ontology.py``,
``frames.py``, ``world/``, ``lexicon/`` and ``page_words.py`` compile them for the stages; ``load.py`` does so for all;
``check.py`` and ``checks/`` name what is wrong with a folder; ``locate.py`` says where a rule stands.
"""
