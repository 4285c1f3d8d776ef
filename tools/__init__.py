"""Small programs that write what is made from the code, and check that it is up to date."""
