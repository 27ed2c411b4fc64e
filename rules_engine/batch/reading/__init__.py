"""Tables in files: each is read in batches whose columns are cells, named by their places."""
