"""Whatever people and providers send, read as an inquiry."""
