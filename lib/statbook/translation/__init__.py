"""Translates the prose of chapters by gettext catalogues: blocks of notebooks, catalogues, and their checks."""
