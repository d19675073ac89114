"""Delivering: finished files into out/<case>/, whole or not at all. The only stage that writes there."""

from packbuilder.deliver.artifact import Artifact, Entry, Origin, Pages, Refusal
from packbuilder.deliver.atomic import AtomicOutput
from packbuilder.deliver.manifest import Manifest

__all__ = ["Artifact", "AtomicOutput", "Entry", "Manifest", "Origin", "Pages", "Refusal"]
