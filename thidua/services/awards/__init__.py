"""Khen thưởng: who is eligible, proposed and decided."""
