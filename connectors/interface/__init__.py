"""Asking systems over HTTP: what every connector to an interface shares."""
