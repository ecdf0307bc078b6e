"""GitHub: a template repository, annotations and summaries, GitHub Classroom (docs/ci.md)."""
