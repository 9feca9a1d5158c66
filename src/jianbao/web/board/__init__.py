"""编排: the order of an issue beside its real pages."""
