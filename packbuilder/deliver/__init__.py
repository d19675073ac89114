"""Delivering: finished files into out/<case>/, whole or not at all. The only stage that writes there."""

from packbuilder.deliver.manifest import Edition, File, build
from packbuilder.deliver.shelf import Shelf

__all__ = ["Edition", "File", "Shelf", "build"]
