"""Building: the order of the stages, from the files of a case to its pack. The only module that knows it all."""

from packbuilder.build.job import Built, Job, Progress, build, survey

__all__ = ["Built", "Job", "Progress", "build", "survey"]
