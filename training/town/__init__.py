"""The town: a seeded generator of English text about a small invented place."""
