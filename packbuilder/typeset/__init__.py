"""Typesetting: pages laid out by WeasyPrint, fitted or refused. The only stage that knows the renderer."""

from packbuilder.typeset import renderer as renderer
