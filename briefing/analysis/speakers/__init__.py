"""Whom each source stands for: attributions and actors brought together to positions."""
