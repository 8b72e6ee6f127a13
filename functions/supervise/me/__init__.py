"""What is the caller's own: profile, pauses, notices, browsers."""
