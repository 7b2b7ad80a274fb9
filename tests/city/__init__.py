"""An invented city and a slow, plain counting of it: the independent referee of the published figures."""
