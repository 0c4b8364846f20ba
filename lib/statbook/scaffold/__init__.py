"""Scaffold: the first files of a new theme, and the command that writes them."""
