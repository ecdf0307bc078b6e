"""What a key does: each is also a control that is seen on the page."""

from __future__ import annotations

# Action → key, and what it does. Letters act outside of fields only, and can be changed.
KEYS = {
    "save-next": ("s", "save, and open the next in this list"),
    "next": ("n", "the next in this list"),
    "previous": ("b", "the one before in this list"),
    "first": ("f", "open the first that wants you"),
    "points": ("p", "go to the points of the first task"),
    "comment": ("c", "write a comment"),
    "all": ("a", "say it of all in the group"),
    "down": ("j", "the next row"),
    "up": ("k", "the row before"),
    "start": ("h", "the start page"),
    "help": ("?", "list the keys"),
}
