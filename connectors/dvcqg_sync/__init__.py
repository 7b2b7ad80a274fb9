"""The national portal's copy of the city's dossiers: synchronisation records (DongBoHoSoMC) that lie in files."""
