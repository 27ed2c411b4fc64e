"""Papers as files: what a paper says as plain data, and the same as HTML, DOCX and PDF."""
