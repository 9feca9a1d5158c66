"""The sample mailbox as raw messages; it writes bytes and sends nothing."""
