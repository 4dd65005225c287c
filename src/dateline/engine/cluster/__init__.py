"""Runs on a Ray cluster: a runner whose processes are elsewhere, and folders that workers write into."""
