"""Copies of one text under other mastheads, and where a text comes from."""
