"""Sample papers of a university that does not exist, for `make run` and for tests."""
