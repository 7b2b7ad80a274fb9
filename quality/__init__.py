"""May this go further? Batch checks through Great Expectations and the gate before publication."""
