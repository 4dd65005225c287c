"""What goes into a store beside records, and what its queries give back."""
