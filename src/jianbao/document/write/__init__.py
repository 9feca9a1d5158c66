"""An issue out to PDF, DOCX, HTML, Markdown, JSON and plain text. Same input, same bytes."""
