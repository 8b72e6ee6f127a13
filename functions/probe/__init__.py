"""Send a lead the whole way, and measure how long it takes."""
