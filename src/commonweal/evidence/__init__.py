"""What people need, who supplies it, where the gap is, how unequal it is, and what may be shown."""
