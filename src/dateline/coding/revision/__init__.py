"""What the rest of a story makes of what frames and reader found: a denial for a charge, help, a second telling."""
