"""Handle deliveries that were put off."""
