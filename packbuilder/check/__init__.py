"""Rules over the whole of a campaign: what no single file can tell about itself."""

from packbuilder.check.rules import campaign

__all__ = ["campaign"]
