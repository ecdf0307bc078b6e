"""Bytes on disk: files written whole or not at all, and what the kit keeps of its own.

In: a path and its content. Out: the file, or one error that says why not. Not here: what the
content means.
"""
