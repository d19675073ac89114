"""Delivering: finished files into out/<case>/, whole or not at all. The only stage that writes there."""

from packbuilder.deliver.artifact import Artifact, EditionKey, Entry, PrintedPages, Refusal
from packbuilder.deliver.atomic import AtomicOutput
from packbuilder.deliver.manifest import Manifest

__all__ = ["Artifact", "AtomicOutput", "EditionKey", "Entry", "Manifest", "PrintedPages", "Refusal"]
