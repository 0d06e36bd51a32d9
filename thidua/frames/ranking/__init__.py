"""Bảng của xếp hạng: standings, what may still change, and two years beside each other."""
