"""What a page shows, as values: one function per page or table; no page sees a row."""
