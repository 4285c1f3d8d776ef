"""Values to pictures, each with its table and a plain sentence."""
