"""The press room: an issue to pages by Typst. Text goes in as data, never as markup."""
