"""Pictures as SVG: pure functions from views to text, for the pages of the web app and for files alike."""
