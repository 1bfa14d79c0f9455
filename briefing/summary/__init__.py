"""What stands on the first page: the summary of an article and how it is chosen."""
