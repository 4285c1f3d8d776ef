"""Re-checks published folders and bundles: standard library only, imports nothing else of commonweal."""
