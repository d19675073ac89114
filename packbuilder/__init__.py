"""packbuilder: from the plain files of a solidarity case to paper that can be handed out."""

__version__ = "0.1.0"
