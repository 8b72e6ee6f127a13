"""What providers deliver: let in, and made leads of, once for ever."""
