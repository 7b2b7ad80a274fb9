"""The city's dossier system VNPT iGate 2.0, asked over REST."""
