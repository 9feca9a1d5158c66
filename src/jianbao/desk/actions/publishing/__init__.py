"""Publishing (刊发): what was signed is frozen, printed in every format, and brought out.

    publish        one transaction: the signed content becomes an edition, its numbers are taken
    print_edition  a job: every missing format is rendered and stored, each before its row says so
    bring_out      one transaction: the edition is out, contributors are told, the next issue opens

Each can be done again after a crash: what is there already is not done twice.
"""

from jianbao.desk.actions.publishing.bringing_out import bring_out
from jianbao.desk.actions.publishing.freezing import call_off, print_again, publish
from jianbao.desk.actions.publishing.printing import print_edition
from jianbao.desk.actions.publishing.ticking import tick, untick

__all__ = ["bring_out", "call_off", "print_again", "print_edition", "publish", "tick", "untick"]
