"""Typesetting: pages laid out by WeasyPrint, fitted or refused. The only stage that knows the renderer."""

from packbuilder.typeset import patches

# WeasyPrint itself, for those who want it as pages are set with it.
weasyprint = patches.applied()
