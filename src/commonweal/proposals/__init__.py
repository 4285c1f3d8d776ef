"""Ideas, proposals and who owns them."""
