"""Delivering: finished files into out/<case>/, whole or not at all. The only stage that writes there."""

from packbuilder.deliver.atomic import AtomicOutput
from packbuilder.deliver.manifest import Entry, File, Manifest, Refused

__all__ = ["AtomicOutput", "Entry", "File", "Manifest", "Refused"]
