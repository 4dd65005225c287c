"""The commands of linking: ``link``, ``incidents``, ``incident``, ``panel``, ``dossier``."""
