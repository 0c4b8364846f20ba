"""Makes a book: snapshots its sources, executes, stages, lays out, and publishes the result in one step."""
