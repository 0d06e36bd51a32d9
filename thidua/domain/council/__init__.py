"""Hội đồng: who sits in one and until when, how its meetings go, who keeps out of what."""
