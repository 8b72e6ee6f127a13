"""Send outbound webhooks to targets."""
