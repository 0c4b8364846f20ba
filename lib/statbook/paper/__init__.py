"""Paper: from the staged tree to PDFs, typeset by Typst.

writer       every kind of node as Typst source
drawings     figures, tables and cards
place        where something stands, and where links lead
source       Typst code as text
appendix     the evidence that a PDF leads to
attachments  the data that it carries
front        cover and colophon
book.typ     how it all looks
glyphs       no character without a glyph
typeset      the compiler, offline and without a clock
mime         what a cell shows, as a node for the writer
document     one PDF with all that it is made of
builder      the Sphinx builder, which makes them all
"""

from statbook.pdf.sphinx_builder import FAULT, JOB, PaperBuilder
from statbook.pdf.document import BOOK
from statbook.pdf.record_node import RecordPlugin

__all__ = ["BOOK", "FAULT", "JOB", "PaperBuilder", "RecordPlugin"]
