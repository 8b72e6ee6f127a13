"""Send pushes to the browsers of members."""
