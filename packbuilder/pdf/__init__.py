"""PDF objects: reading them, and what files say of themselves."""
