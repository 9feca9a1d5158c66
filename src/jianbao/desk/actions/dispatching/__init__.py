"""Dispatches from plan to ledger.

preparing     who gets which edition with which letter: the plan, changed at will
freezing      approval: recipients, letter and edition are frozen, a row for each recipient
controlling   start, pause, resume, call off
sending       the engine: claims a row, hands it over, settles it
relay         what the mail server may be given now, and when it is left alone
ledger        the one writer of what became of a delivery
asking_again  by hand: send again, take for sent, leave out
"""
