"""Building: the order of the stages, from the files of a case to its pack. The only package that knows it all."""

from packbuilder.pipeline.build import Built, build
from packbuilder.pipeline.workers import Progress

__all__ = ["Built", "Progress", "build"]
