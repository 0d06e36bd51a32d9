"""Các dòng đo: one module for each family of rows, loaded only when it is asked for."""
