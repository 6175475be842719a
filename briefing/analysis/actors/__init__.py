"""Who is named: names found, typed and joined to actors, with their roles."""
