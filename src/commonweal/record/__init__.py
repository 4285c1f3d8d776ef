"""The public record: entries, hash chain, redaction. Standard library and terms only."""
