"""Who a build is for, and who may read something: apart from the models, which `--help` need not wait for."""

from __future__ import annotations

from typing import Literal, get_args

# What is cleared for the public is cleared for all.
Audience = Literal["public", "members", "press"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
Consent = Literal["public", "members", "press", "none"]
