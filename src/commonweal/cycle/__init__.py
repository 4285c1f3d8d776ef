"""Pure joins between stages."""
