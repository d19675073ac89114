"""Letters by the hundred: one for each signer and addressee, on sheets that were laid out once."""
