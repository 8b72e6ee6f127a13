"""Receive mail at the addresses of sources: what people forward becomes leads."""
