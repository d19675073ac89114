"""What goes through the post: the lines of an address with its country, and how they are set in a window, on a card."""
