"""The screens: each reads values from the gradebook, and renders them or acts on a form."""
