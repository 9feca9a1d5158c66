"""编辑: the items of the open issue, and the page on which one is written."""
