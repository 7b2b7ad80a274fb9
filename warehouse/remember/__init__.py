"""Memory: every version of every record, the newest one as the current table."""
