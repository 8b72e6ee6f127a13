"""The caller's own profile, pauses, notifications and push subscriptions."""
