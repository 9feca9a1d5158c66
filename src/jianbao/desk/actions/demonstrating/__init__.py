"""A desk with an invented enterprise, filled through the same doors as a real one.

office    the bulletin's units and people, one for each role
lists     who gets the bulletin, in groups as the imprint names them
printing  back issues filed as they are; the last ones reviewed, signed and printed here
arriving  the mailbox, received and read, the older half decided on
making    the next issue, half made: edited items, a picture, a comment
lists     who gets the bulletin
sending   the last issue on its way to them, where letters stay on this machine
"""

from jianbao.desk.actions.demonstrating.filling import SLUG, Demonstration, fill_desk

__all__ = ["SLUG", "Demonstration", "fill_desk"]
