"""The counter: pages, forms, JSON API. It decides nothing and writes no row by itself."""
