"""A store as a sink, and its events as rows of a layout."""
