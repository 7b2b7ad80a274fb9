"""How a command ends, for the program that called it."""

#: Done; anything else went wrong; a gate held the publication back; configuration or usage.
DONE, FAILED, HELD, USAGE = 0, 1, 2, 3
