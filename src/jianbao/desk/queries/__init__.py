"""Questions: what pages and commands show. They change nothing."""
