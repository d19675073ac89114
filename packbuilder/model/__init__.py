"""What the files of a campaign may say: strict models, and the texts that go with them."""
