"""What a researcher keeps beside a store: stars and notes, saved searches, a watch list, and word on who is who."""
