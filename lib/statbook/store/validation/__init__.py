"""Checks that the tables of data/ are consistent with themselves, with their schema and with the sources."""
