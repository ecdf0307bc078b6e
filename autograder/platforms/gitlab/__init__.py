"""GitLab: JUnit XML, which Jenkins reads as well (docs/ci.md)."""
