"""审核: what waits for one's answer, the issue as it reads, and where it stands in its review."""
