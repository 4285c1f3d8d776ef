"""Words shared by two or more stages: validation and arithmetic only."""
