"""Drawn scenes that stand for photographs: no photograph of anyone is in the samples."""
