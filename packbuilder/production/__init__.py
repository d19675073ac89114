"""Production: all files of one document from its job ticket, and from nothing else, in any process on any machine."""
