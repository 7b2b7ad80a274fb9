"""When and in what order: the nightly flow, the command line, what officers see."""
