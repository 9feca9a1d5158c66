"""发放: the pages on which an edition is sent out, and the ledger of what became of each letter."""
