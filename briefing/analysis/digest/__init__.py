"""What a reader is shown of it: summary, standfirst, background, timeline, topics, and who counts most."""
