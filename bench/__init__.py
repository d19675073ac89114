"""How long a build takes and how much memory, beside what else could print the same pages."""
