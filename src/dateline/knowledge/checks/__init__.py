"""What is wrong with a folder of knowledge: its shapes, what code asks for, and what does not fit together."""
