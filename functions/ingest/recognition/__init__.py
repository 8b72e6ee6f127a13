"""Recognise a person and what they say in fields of any name, by the words of labels and the shapes of values."""
