"""Show deliveries as they were received."""
