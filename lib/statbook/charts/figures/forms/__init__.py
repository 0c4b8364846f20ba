"""The forms: each answers one kind of question; a chapter finds them all in `statbook.figures`."""
