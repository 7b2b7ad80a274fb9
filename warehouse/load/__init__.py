"""From text to typed rows: words, casts, row rules, quarantine."""
