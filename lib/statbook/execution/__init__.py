"""Runs notebooks: each in a process and a copy of the book of its own, with limits, and with a cache of the results."""
