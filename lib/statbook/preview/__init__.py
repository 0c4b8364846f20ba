"""Serves the book while one writes: builds what changed, and reloads the page where the reader was."""
