"""Hostile submissions: what each earns, and that it reaches, harms and leaves nothing."""
