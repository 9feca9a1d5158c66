"""收稿: the lists, the reading pane and the decisions. It asks `queries`, calls `actions`."""
