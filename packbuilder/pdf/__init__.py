"""PDF objects: pages of finished files, sheets made of them, and a strict second reading.

`source` and `figure_file` read and write with pikepdf, `strict_reader` reads with pypdf: what one library has written
is proven by another. But for binding, nobody else knows pikepdf.
"""
