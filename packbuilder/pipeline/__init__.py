"""The pipeline: the order of the stages, from the files of a case to its pack. The only room that knows it all."""

from packbuilder.pipeline.build import build
from packbuilder.pipeline.delivery import Built
from packbuilder.pipeline.edition import Progress
from packbuilder.pipeline.workers import LocalCrew

__all__ = ["Built", "LocalCrew", "Progress", "build"]
