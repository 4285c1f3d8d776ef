"""The allocation rules, one file each; ``RULES`` names them."""
