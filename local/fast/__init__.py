"""`make test-fast`: of the tests that need no stack, those that something changed for since they were green."""
