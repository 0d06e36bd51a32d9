"""Hội đồng: kept, met, voted in by the one vote engine, its outcome carried to the registers."""
