"""Bytes to values and back: every file commonweal reads or writes."""
