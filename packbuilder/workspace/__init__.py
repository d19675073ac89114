"""The workspace: a campaign's folders and what ships with the program."""
