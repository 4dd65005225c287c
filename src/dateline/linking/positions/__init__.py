"""Who says what of an incident, and from whom it comes. Agreement is never taken as truth."""
