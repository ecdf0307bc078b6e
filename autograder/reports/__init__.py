"""Renderers: each turns grade reports into one form."""
