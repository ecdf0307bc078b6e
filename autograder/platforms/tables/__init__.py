"""Tables of platforms: whose a row is, and single cells that are filled in."""
