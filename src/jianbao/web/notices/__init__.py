"""退信与回执: what mail servers wrote back, and whose letter it is about."""
