"""Alerts: the night tells whom it concerns, once per event, one message per receiver."""
