"""Who says what, in which words: source, cue and content of each attribution, before anybody is identified."""
