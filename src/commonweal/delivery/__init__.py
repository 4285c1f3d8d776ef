"""What was promised, by whom, by when, and whether it was kept; and what it costs in full."""
