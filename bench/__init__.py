"""How fast the portal is, beside bare Django views in the same run: ``make bench``. Results are in RESULTS.md."""
