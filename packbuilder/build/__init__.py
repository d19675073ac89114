"""Building: the order of the stages, from the files of a case to its pack. The only package that knows it all."""

from packbuilder.build.cases import Built, build
from packbuilder.build.parallel import Progress

__all__ = ["Built", "Progress", "build"]
