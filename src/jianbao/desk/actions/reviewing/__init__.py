"""What people do with an issue in its review: hand it over, approve it, send it back, take back.

Each act locks the issue, asks where it stands, and ends with one Event. An act names the hash of
the content that the person saw, and is refused when the content is another by then.
"""
