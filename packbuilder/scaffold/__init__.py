"""Scaffolding: what a new campaign, case, branch or language begins with."""
