"""Phong trào thi đua: what its plan states, read and judged without a database."""
