"""投稿: handing in, and what became of it. It shows contributors nothing that is not settled."""
