"""The ballot box: codes to vote with, ballots that nobody can read before the close, paper as an equal, opening.

Pure: every random byte is an argument. The ciphers of the library ``cryptography`` are imported here and nowhere else.
"""
