"""Use cases above the pipeline: each is one thing that a person asks for, and knows nothing of a stage's inside."""
