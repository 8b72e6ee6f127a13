"""Run a soak part by part, and name at its end what it found: `make soak`."""
