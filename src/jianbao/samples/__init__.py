"""An invented enterprise, its printed issues and its mailbox, for demonstrations and tests.

Everything follows from the texts beside it and a given day: no clock, no network, the same bytes
on every run. It knows no desk and no tables.
"""

from jianbao.samples.enterprise import people, units
from jianbao.samples.mail.arrivals import mailbox
from jianbao.samples.mail.reports import returned
from jianbao.samples.recipients import recipient_groups, recipients
from jianbao.samples.series import (
    issue_in_the_making,
    printed_issues,
    printed_slip,
    profile,
    title_of,
)
from jianbao.samples.values import (
    Expectation,
    MailSample,
    PersonSample,
    RecipientSample,
    Role,
    SlipSample,
    UnitSample,
)

__all__ = [
    "Expectation",
    "MailSample",
    "PersonSample",
    "RecipientSample",
    "Role",
    "SlipSample",
    "UnitSample",
    "issue_in_the_making",
    "mailbox",
    "people",
    "printed_issues",
    "printed_slip",
    "profile",
    "recipient_groups",
    "recipients",
    "returned",
    "title_of",
    "units",
]
