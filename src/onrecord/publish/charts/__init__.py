"""Part of a record -> a chart, as an SVG to stand within a page. Nothing is fetched and no script is left in it."""
