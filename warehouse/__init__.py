"""What the data means: load, remember, model, publish."""
