"""The leads that the caller may see: lists, search, detail, closing, merging, corrections."""
