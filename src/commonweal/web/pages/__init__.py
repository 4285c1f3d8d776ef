"""Public pages: what a board shows its residents."""
