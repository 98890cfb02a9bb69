"""The style guide at /office/styleguide/: every component, shown by the component itself in both schemes."""
