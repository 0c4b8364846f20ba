"""Checks a book before anything runs: data, contents, code, captions and sentences of its chapters."""
