"""Work behind the pages. Jobs are hints, rows are the truth: any job may be lost or repeated."""
