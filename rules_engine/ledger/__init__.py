"""What has happened: a record that only grows, where each event counts once and no acknowledged one is lost."""
