"""Preflight: loading and checking all that a job touches, before anything is made of it."""
