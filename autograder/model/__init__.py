"""Every type that crosses from one stage to another, as immutable values.

In: nothing of the kit. Out: the types that all other packages pass on. Not here: behaviour that
reads files, runs code or compares numbers; and nothing but the standard library.
"""
