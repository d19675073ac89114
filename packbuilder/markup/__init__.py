"""The Markdown that texts are written in: one dialect, read by whatever loads, checks, prints or writes them."""
