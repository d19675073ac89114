"""Mailboxes: an address as mail servers know it."""

from __future__ import annotations


def mailbox(words: str) -> str:
    """An address as mail servers know it, its domain in ASCII; ValueError, with a sentence, for what is none."""
    from email_validator import EmailNotValidError, validate_email

    try:
        read = validate_email(words, check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None
    if read.ascii_email is None:
        raise ValueError("The part before the @-sign has letters that few mail servers take.")
    return read.ascii_email
