"""How the program ends, as a number: what every command's help says."""

EXIT_CODES = """\b
Exit codes: 0 done, 1 a bug, 2 usage, 3 content, 4 layout does not fit or is faulty,
5 rendering or proof, 6 delivery, 130 interrupted, 143 or 129 ended by another signal."""
