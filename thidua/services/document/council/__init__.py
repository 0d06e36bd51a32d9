"""Văn bản của hội đồng: minutes of a meeting, the draft decision on initiatives."""
