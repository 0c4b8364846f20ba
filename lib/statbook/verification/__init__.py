"""Verify a draft: each of its numbers against the data, with a verdict."""
