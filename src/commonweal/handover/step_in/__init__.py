"""Step-in, hand-on and hand-back: what happens to a service when the body that runs it cannot go on, or will not."""
