"""What a book consists of: its folders, table of contents, notebooks, and the digests of all it is made from."""
