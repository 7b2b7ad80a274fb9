"""A night over a million new dossiers, measured against what the same machine needs merely to read the files."""
