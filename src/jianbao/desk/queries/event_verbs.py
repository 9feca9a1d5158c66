"""Every verb of the log with its sentence; `%(who)s` did it, `%(thing)s` is what it was done to."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {
    # accounts
    "open_account": _("%(who)s opened the account of %(thing)s"),
    "rename_person": _("%(who)s changed the name of %(thing)s"),
    "close_account": _("%(who)s closed the account of %(thing)s"),
    "reopen_account": _("%(who)s opened the account of %(thing)s again"),
    "sign_in": _("%(who)s signed in"),
    "end_session": _("%(who)s signed a device out"),
    "end_other_sessions": _("%(who)s signed out on all other devices"),
    "change_password": _("%(who)s changed the password"),
    "reset_password": _("%(who)s set a new password by letter"),
    "add_totp": _("%(who)s added an authenticator app"),
    "remove_totp": _("%(who)s removed the authenticator app"),
    "add_passkey": _("%(who)s added a passkey"),
    "remove_passkey": _("%(who)s removed a passkey"),
    "make_codes": _("%(who)s made new recovery codes"),
    "link_sign_on": _("%(who)s linked the account to single sign-on"),
    "make_token": _("%(who)s made an access token"),
    "revoke_token": _("%(who)s revoked an access token of %(thing)s"),
    # rights
    "give_role": _("%(who)s gave %(thing)s a role"),
    "take_role": _("%(who)s took a role from %(thing)s"),
    "invite": _("%(who)s invited %(thing)s"),
    "resend_invitation": _("%(who)s sent the invitation of %(thing)s again"),
    "withdraw_invitation": _("%(who)s withdrew the invitation of %(thing)s"),
    "accept_invitation": _("%(who)s accepted an invitation"),
    # contributions
    "receive": _("%(thing)s came in"),
    "read": _("%(thing)s was read"),
    "give_up": _("%(thing)s could not be read"),
    "put_aside": _("%(thing)s was set aside by itself"),
    "retry": _("%(who)s had %(thing)s read again"),
    "set_aside": _("%(who)s set %(thing)s aside"),
    "plan": _("%(who)s planned %(thing)s"),
    "shortlist": _("%(who)s kept %(thing)s for later"),
    "decline": _("%(who)s declined %(thing)s"),
    "divide": _("%(who)s divided %(thing)s"),
    "reconsider": _("%(who)s took %(thing)s up again"),
    "adopt": _("%(thing)s was adopted"),
    "withdraw": _("%(who)s withdrew %(thing)s"),
    "reinstate": _("%(who)s handed %(thing)s in again"),
    "enclose_note": _("%(who)s added a note to %(thing)s"),
    "undo": _("%(who)s undid an act on %(thing)s"),
    "assign": _("%(who)s passed %(thing)s on"),
    "make_pieces": _("%(who)s made pieces of %(thing)s"),
    "drop_piece": _("%(who)s dropped the piece %(thing)s"),
    # issues and items
    "open_issue": _("%(who)s opened %(thing)s"),
    "file_issue": _("%(who)s filed the printed issue %(thing)s"),
    "make_item": _("%(who)s made the item %(thing)s"),
    "withdraw_item": _("%(who)s withdrew the item %(thing)s"),
    "add_origin": _("%(who)s joined a contribution to %(thing)s"),
    # bulletins
    "found": _("%(who)s founded the bulletin %(thing)s"),
    "arrange": _("%(who)s changed the settings of %(thing)s"),
    "archive": _("%(who)s archived the bulletin %(thing)s"),
    "reopen": _("%(who)s took the bulletin %(thing)s out of the archive"),
    "add_section": _("%(who)s added the section %(thing)s"),
    "change_section": _("%(who)s changed the section %(thing)s"),
    "order_sections": _("%(who)s put the sections of %(thing)s in another order"),
    "add_unit": _("%(who)s added the unit %(thing)s"),
    "change_unit": _("%(who)s changed the unit %(thing)s"),
    "name_unit": _("%(who)s changed the other names of the unit %(thing)s"),
    "move_unit": _("%(who)s moved the unit %(thing)s"),
    "close_unit": _("%(who)s closed the unit %(thing)s"),
    "reopen_unit": _("%(who)s opened the unit %(thing)s again"),
    "import_units": _("%(who)s imported units of %(thing)s"),
    "add_correspondent": _("%(who)s added the correspondent %(thing)s"),
    "change_correspondent": _("%(who)s changed the correspondent %(thing)s"),
    "correspondent_left": _("%(who)s noted that the correspondent %(thing)s left"),
    "correspondent_back": _("%(who)s noted that the correspondent %(thing)s is back"),
    "import_people": _("%(who)s imported correspondents of %(thing)s"),
    "set_unit": _("%(who)s corrected the unit of %(thing)s"),
    # mail
    "add_mailbox": _("%(who)s added the mailbox %(thing)s"),
    "change_mailbox": _("%(who)s changed the mailbox %(thing)s"),
    "pause_mailbox": _("%(who)s stopped fetching from %(thing)s"),
    "resume_mailbox": _("%(who)s began fetching from %(thing)s again"),
    "reconcile_mailbox": _("%(thing)s was counted against the desk"),
    "uid_validity_changed": _(
        "The mail server numbered %(thing)s anew; everything is looked at again"
    ),
}
OTHER = _("%(who)s changed %(thing)s (%(verb)s)")
MACHINE = _("The desk")

FIELDS: dict[str, str | Promise] = {
    "role": _("Role"),
    "bulletin": _("Bulletin"),
    "section": _("Section"),
    "unit": _("Unit"),
    "name": _("Name"),
    "username": _("Sign-in name"),
    "email": _("E-mail address"),
    "state": _("State"),
    "scopes": _("It may"),
    "until": _("Good until"),
    "ip": _("Network address"),
    "device": _("Device"),
    "title": _("Title"),
}
