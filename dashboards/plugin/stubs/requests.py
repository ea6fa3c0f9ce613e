"""Stands for a library that only the builder's uploads would need."""
