"""Makes the site: from executed chapters to staged documents, HTML pages, the search, and the data to download."""
