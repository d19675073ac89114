"""Typesetting: pages laid out by WeasyPrint, fitted or refused. The only stage that knows the renderer."""

from packbuilder.typeset import renderer as renderer  # isort: split

from packbuilder.typeset import mirrored as mirrored
