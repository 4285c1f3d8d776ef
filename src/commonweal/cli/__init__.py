"""Files in, files out: the command line, a stable contract."""
