"""Learning platforms: where submissions come from, where they are graded, where marks go.

Each folder holds all of one platform, and its `plugin` offers it to the rest of the kit as one
value (`interface.Platform`), found through an entry point (`discovery`). A platform may as well
live in a distribution of its own: docs/contributors/platforms.md.
"""
