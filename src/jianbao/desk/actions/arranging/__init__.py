"""Arranges an issue in the making: the order of its items, its own sections, what frames them.

Every act is one transaction with the issue locked, leaves positions 0, 1, 2 … in the order of
print, and adds one Event from which `undo_arrangement` restores what stood before.
"""
