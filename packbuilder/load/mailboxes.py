"""Mailboxes: an address as mail servers know it."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email


def mailbox(words: str) -> str:
    """An address as mail servers know it, its domain in ASCII; ValueError, with a sentence, for what is none."""
    try:
        read = validate_email(words, check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None
    if read.ascii_email is None:
        raise ValueError("The part before the @-sign has letters that few mail servers take.")
    return read.ascii_email


def is_mailbox(words: str) -> bool:
    """Whether words are one address."""
    try:
        mailbox(words)
    except ValueError:
        return False
    return True
