"""The look of every page: frame, components, tables, refusals."""
