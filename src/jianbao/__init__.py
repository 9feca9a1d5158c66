"""jianbao (简报): the bulletin desk."""

__version__ = "0.1.0"
