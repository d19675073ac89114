"""Fonts of a machine for the scripts of a campaign: read, chosen, taken over whole, and listed in its fonts.yaml."""
