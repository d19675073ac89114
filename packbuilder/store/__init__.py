"""Finished results, kept by the fingerprints of what they were made from, so that nothing is made twice.

`opened` is the person's own store; `NoStore` is in its place where nothing is to be kept.
"""

from packbuilder.store.container import Kept
from packbuilder.store.folder import VARIABLE, Contents
from packbuilder.store.store import MOST_BYTES, NoStore, Store, opened

__all__ = ["MOST_BYTES", "VARIABLE", "Contents", "Kept", "NoStore", "Store", "opened"]
