"""Mails: a finished pack to each recipient of a list, as a draft or through a mail server. Nobody is followed."""
