"""The dispatch of the demo: through the real doors, never to another machine."""

from __future__ import annotations

import msgspec
import pytest
from django.conf import LazySettings

from jianbao.desk.actions.demonstrating.office import Office
from jianbao.desk.actions.demonstrating.sending import GONE, send_last_issue
from jianbao.desk.models import Dispatch
from jianbao.desk.queries.deliveries import tally
from mailing import a_group, a_reader, by_sink
from printing import a_printed_issue, an_office
from servers.smtp_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.server]


def _office() -> Office:
    made = an_office()
    a_printed_issue(made)
    group = a_group(made.bulletin)
    a_reader(made.bulletin, 1, group)
    gone = a_reader(made.bulletin, 2, group)
    gone.address = GONE
    gone.save()
    return Office(*made)


def test_the_last_issue_is_sent_and_one_letter_comes_back(
    settings: LazySettings, smtp_sink: Sink
) -> None:
    by_sink(settings, smtp_sink, bounces_to="bounce@yunling.example")
    dispatch = send_last_issue(_office())
    assert dispatch.state == Dispatch.State.FINISHED
    assert tally(dispatch) == (2, 1, 1, 0, 0, 0)
    assert len(smtp_sink.letters) == 2


@pytest.mark.parametrize("url", ["", "smtp://mail.yunling.example"])
def test_without_a_mail_server_of_this_machine_the_plan_stands(
    settings: LazySettings, url: str
) -> None:
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO, smtp_url=url, letters_from="desk@yunling.example"
    )
    assert send_last_issue(_office()).state == Dispatch.State.DRAFT
