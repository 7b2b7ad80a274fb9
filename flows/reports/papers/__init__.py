"""Papers that officers sign: form II.06a, its annexes of late dossiers, the table of indicators, as Excel and PDF."""
