"""What is made from the kinds: JSON Schemas and reference pages."""
