"""commonweal: a decision is a pure function from published inputs to a result that anyone can re-check."""

__version__ = "0.1.0"
