"""Incidents: events of different stories that are one happening."""
