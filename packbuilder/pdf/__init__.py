"""PDF objects: pages of finished files, sheets made of them, and a strict second reading; nobody else knows pikepdf.

`source` and `figure_file` read and write with pikepdf, `strict_reader` reads with pypdf: what one library has written
is proven by another.
"""
