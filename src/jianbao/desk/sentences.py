"""What the desk says when it refuses, in the language of the reader: one sentence for each code."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jianbao.desk.errors import DeskError

SENTENCES: dict[str, str | Promise] = {
    # NotAllowed
    "account-closed": _("This account is closed."),
    "no-role": _("Your roles do not include this. Ask an administrator."),
    "another-section": _("You edit other sections than this one."),
    "not-yours": _("This contribution is neither yours nor of your unit."),
    "not-sent-by-you": _("Only who handed it in can withdraw or replace it."),
    "another-unit": _("You contribute for another unit."),
    "own-grants": _("Nobody changes their own rights. Ask another administrator."),
    "own-account": _("Nobody closes their own account. Ask another administrator."),
    "last-administrator": _("This is the last administrator of the desk."),
    "outside-token": _("The access token does not reach this."),
    "token-unknown": _("This access token is unknown, expired or revoked."),
    "invitation-of-another": _(
        "This invitation was sent to %(address)s. Sign in with the account of that address."
    ),
    "inviter-without-right": _(
        "Who invited you may no longer give this role. Ask for another invitation."
    ),
    "bulletin-archived": _("This bulletin is archived and takes nothing more."),
    "not-your-step": _("This step is for others. Ask who edits the issue to hand it to you."),
    "with-another": _("Somebody else has it now. Take it over first."),
    "own-text": _("You wrote or changed some of it. Somebody else approves it."),
    "approved-already": _("You have approved it in another step. Somebody else takes this one."),
    "another-verdict": _("Only who gave it can take it back."),
    # Stale, Impossible, Invalid
    "changed-meanwhile": _("%(who)s was quicker: this has changed since you opened it."),
    "decided-meanwhile": _("%(who)s was quicker: it is now “%(state)s”. Nothing was overwritten."),
    "not-undoable": _("This act cannot be undone."),
    "item-edited-meanwhile": _("The item made from it was edited since; it is not taken back."),
    "item-saved-meanwhile": _("%(who)s saved this item meanwhile. Nothing was overwritten."),
    "item-withdrawn": _("This item was taken out of the issue."),
    "issue-not-editable": _("The issue is “%(state)s”; its content cannot be changed now."),
    "not-in-review": _("The issue is “%(state)s” and not in review."),
    "step-not-current": _("Another step has its turn now. Look again."),
    "text-changed-meanwhile": _(
        "The text has changed since you looked: %(what)s. Nothing was recorded; read it again."
    ),
    "issue-empty": _("Nothing stands in this issue yet."),
    "not-for-them": _("%(who)s may not answer in “%(step)s”. Choose somebody else."),
    "note-missing": _("Say why this rule is left aside here."),
    "acted-meanwhile": _("Somebody has acted on it since. It cannot be taken back."),
    "step-unknown": _("Choose to which step it goes back."),
    "being-printed": _("It is being printed in this content. A mistake is corrected afterwards."),
    "pieces-decided": _("Some of its pieces were decided on already. Take these back first."),
    "section-missing": _("Choose a section."),
    "item-missing": _("Choose an item of the open issue."),
    "issue-number-taken": _("The next number is taken by another issue. Check the numbering."),
    "not-an-editor": _("Only an editor of this bulletin can take it over."),
    "pieces-too-few": _("Choose where at least two pieces begin."),
    "filter-empty": _("This filter narrows nothing. Choose something first."),
    "cursor-unknown": _("No part of this list begins there. Begin with the first part."),
    "list-unknown": _("There is no such list."),
    "contribution-missing": _("There is no such contribution of yours."),
    "nothing-handed-in": _("Give a text or at least one file. Empty files say nothing."),
    "too-many-files": _("At most %(most)s files go in at once. Pack them into a zip file."),
    "upload-too-large": _("The files are larger than %(limit)s together. Send them in parts."),
    "not-withdrawn": _("It was not withdrawn by its sender."),
    "not-replaceable": _("It is decided on already. Send a new contribution, and tell the desk."),
    "nothing-chosen": _("Choose at least one contribution."),
    "form-unfit": _("The form came incomplete. Reload the page and try again."),
    "is-a-piece": _("A piece is not read by itself. Read the whole message again."),
    "no-such-move": _("This cannot be done to it any more."),
    "needs-a-person": _("Only a person can do this."),
    "machine-only": _("This happens by itself and cannot be done by hand."),
    "role-needs-bulletin": _("This role is held in a bulletin. Choose one."),
    "section-not-for-role": _("Only editors are limited to a section."),
    "unit-not-for-role": _("Only contributors belong to a unit."),
    "not-of-this-bulletin": _("The section or unit belongs to another bulletin."),
    "already-granted": _("%(who)s holds this role already."),
    "already-invited": _(
        "%(address)s has an invitation to this that is still open. Send it again."
    ),
    "invitation-unknown": _("This invitation is not known. The link may be cut short."),
    "invitation-expired": _("This invitation has expired. Ask for another one."),
    "invitation-withdrawn": _("This invitation was withdrawn."),
    "invitation-used": _("This invitation was accepted already. Sign in."),
    "has-account": _("There is an account with this address. Sign in to accept the invitation."),
    "sign-in-name-taken": _("The sign-in name %(name)s is taken. Choose another."),
    "sign-in-name-unfit": _("A sign-in name has letters, digits and . _ - only, and no @."),
    "address-taken": _("There is an account with the address %(address)s already."),
    "password-weak": _("This password is too easy to guess: %(why)s"),
    "scope-unknown": _("An access token is for at least one of the purposes listed."),
    "name-missing": _("Give a name."),
    "account-open": _("This account is open."),
    "title-missing": _("Give the bulletin a title."),
    "slug-taken": _("The short name %(slug)s is taken. Choose another."),
    "year-missing": _("The year of this issue is not known. Enter it."),
    "number-taken": _("Number %(number)s is taken by another issue of this bulletin."),
    "no-such-setting": _("There is no such setting."),
    "bulletin-open": _("This bulletin is open."),
    "section-taken": _("There is a section %(title)s already."),
    "unit-taken": _("There is a unit %(name)s already."),
    "unit-closed": _("This unit is closed already."),
    "unit-open": _("This unit is open."),
    "unit-below-itself": _("%(name)s cannot stand below itself."),
    "address-of-another": _("The address %(address)s belongs to another correspondent."),
    "mailbox-taken": _("This folder of this account is polled already."),
    "password-for-new-server": _(
        "Enter the password again: it was given for another server or a safer connection."
    ),
    "model-off": _("No language model is switched on for this bulletin. Nothing was sent."),
    "model-engaged": _("Two questions to the model are under way. Ask again in a moment."),
    "model-key-unreadable": _("The key of the model cannot be read any more. Enter it again."),
    "model-address": _("Enter an address like https://model.example/v1."),
    "model-clear-text": _("A key is sent over https only, unless the model is on this machine."),
    "model-key": _("A key holds Latin letters, digits and marks only, and no blank."),
    "model-unnamed": _("Enter the name of the model."),
    "no-proposal": _("There is no proposal that could be taken."),
    "proposal-taken": _("This proposal was taken already."),
    "proposal-no-text": _("There is no text to ask about."),
    "proposal-no-room": _("Title and lead alone are as long as that. Allow more characters."),
    "proposal-empty": _("The model answered nothing."),
    "proposal-cut": _("The model stopped in the middle of its answer."),
    "proposal-too-long": _("The answer is much longer than what was asked for."),
    "proposal-not-shorter": _("The answer is no shorter than the text."),
    "proposal-control": _("The answer holds characters that no text has."),
    "proposal-markup": _("The answer holds markup, which no text has."),
    "proposal-not-of-this-text": _("The answer is not made from this text."),
    "facts-not-seen": _("Look at each fact that differs before taking the proposal: %(facts)s"),
    "table-unreadable": _("The table cannot be read: %(why)s"),
    "table-too-long": _("The table is too long. Take at most %(most)s rows at a time."),
    "table-empty": _("There is nothing in the table."),
    "column-missing": _("The table has no column %(column)s."),
    "issue-unreadable": _("No issue was found in the file: %(why)s"),
    "reading-unknown": _("This reading is not known. Read the file again."),
    "backup-unreadable": _("The backup cannot be opened: %(why)s"),
    "backup-unknown": _("This is not a backup of jianbao, or it was cut short."),
    "backup-damaged": _("The backup is damaged at %(name)s. Take another copy of it."),
    "desk-not-empty": _("There is a desk in this database already. Restore into an empty one."),
    "reason-missing": _("Give a reason."),
}


def sentence(error: DeskError) -> str:
    """Say a refusal; a code without a sentence is said as it is, so that nothing is hidden."""
    text = SENTENCES.get(error.code, error.code)
    return str(text) % error.values if error.values else str(text)
