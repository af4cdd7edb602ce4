"""Words to watch for in texts: the lists, the packs that they come from, and how they are found whatever disguise they wear."""
