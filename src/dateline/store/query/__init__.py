"""What a store is asked: lists, counts, who says what of whom, and what a list leaves out."""
