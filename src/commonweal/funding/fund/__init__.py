"""Funds: what a fund is constituted as, every movement of its money to the penny, and the floors it keeps."""
