"""The shell in which people act and read: Django around the same functions."""
