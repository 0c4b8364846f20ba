"""Editions of many runs: a chapter for each of many regions and periods, on one machine or many."""
