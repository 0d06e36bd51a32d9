"""Tệp khen thưởng: people, facts, awards, and the booklet of the law."""
