"""The rules, a module to each family; each module ends in its table RULES."""
