"""What arrived, as a person reads it: the piece in a mail or a file, its pictures, who signed it.

It takes bytes and gives values; it knows no tables and never raises on content.
"""
