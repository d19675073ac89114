"""What languages do in writing: direction, capitals, signs that nobody sees. Data, and the rules that read it."""
