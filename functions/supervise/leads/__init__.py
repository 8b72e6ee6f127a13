"""The leads one may see: lists, search, what happened; how they end, go on, go into another, and are corrected."""
