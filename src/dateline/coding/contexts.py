"""PLOVER contexts of an event, from the words of its passage. Interim: those of the rule."""
