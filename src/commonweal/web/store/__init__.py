"""Rows: what is kept in the database of one place, how it is read into values and how results are kept."""
