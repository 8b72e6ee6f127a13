"""What is measured rather than tested. Each benchmark prints JSON and a sentence; none has a part in `make test`."""
