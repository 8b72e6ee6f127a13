"""`make test-fast`: run the tests without a stack whose dependencies changed since they last passed."""
