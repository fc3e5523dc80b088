"""Read interactive lessons from Markdown, prove them by running them, and render them as pages."""
