"""What a source hands over: raw files, unchanged, with a manifest, and their rows as text."""
