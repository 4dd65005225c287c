"""Numbers of people, side by side by source and time."""
