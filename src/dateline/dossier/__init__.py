"""A dossier: one file with all that a store holds of some incidents, to hand to an editor, a court or an archive."""
