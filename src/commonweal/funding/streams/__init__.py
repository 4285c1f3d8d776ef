"""Protected streams: money set aside before the vote, allocated by need and a specialist panel."""
