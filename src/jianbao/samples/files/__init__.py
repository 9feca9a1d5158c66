"""A contribution as the file its author would attach: Word, PDF, a scan, RTF, a table, archives."""
