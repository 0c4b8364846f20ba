"""Documents to take along: a chapter as DOCX, to edit, and the book as EPUB, to read; made of the built pages by pandoc."""
