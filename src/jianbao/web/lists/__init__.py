"""The distribution lists (发放名单): who gets the bulletin, in which groups, from which tables."""
