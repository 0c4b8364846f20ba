"""Writes the first files of a new theme, and the row of a new source text, with the commands for both."""
