"""What stands in the way of printing an issue (错误), and what is only pointed out (提醒).

`checks` asks all of it; each answer is a `Check` with a code that `wording` says in words.
"""
