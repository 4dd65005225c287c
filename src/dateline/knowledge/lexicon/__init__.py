"""The words of a language, compiled: for actors, reporting, factuality, modes, topics and times."""
