"""The pipeline: the order of the stages, from the files of a case to its pack. The only room that knows it all."""

from packbuilder.pipeline.build import build
from packbuilder.pipeline.delivery import Built
from packbuilder.pipeline.progress import Happened, Listener, Step
from packbuilder.pipeline.workers import LocalCrew

__all__ = ["Built", "Happened", "Listener", "LocalCrew", "Step", "build"]
