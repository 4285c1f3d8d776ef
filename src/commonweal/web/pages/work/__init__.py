"""The desk of those who act: what waits for them, and each act as a form that calls one procedure."""
