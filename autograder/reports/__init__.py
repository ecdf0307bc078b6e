"""Reports in the forms in which people and programs read them.

In: reports. Out: JSON, pages, tables, text for a terminal, files in a folder. Not here: forms of a
particular platform, and any decision on points.
"""
