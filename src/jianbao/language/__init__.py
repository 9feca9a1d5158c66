"""What a Chinese text says: facts, names, tokens, likeness, shortening. Pure functions on str."""
