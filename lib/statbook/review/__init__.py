"""Numbers that were read in a text, on their way into data/: the file and the page of their review, and the commands."""
