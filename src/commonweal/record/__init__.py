"""The public record: what happened, in order, that nobody can quietly change."""
