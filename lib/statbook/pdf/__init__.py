"""Makes PDFs: from staged documents to Typst source, and from that, by the Typst compiler, to the PDF of book and chapter."""
