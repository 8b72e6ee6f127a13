"""Parse what people and providers send into inquiries."""
