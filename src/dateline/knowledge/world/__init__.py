"""What is true in any language, compiled: actors, offices, places, the crosswalk to CAMEO."""
