"""The sections of the page: each reads its own tables and hands plain values to its template."""
