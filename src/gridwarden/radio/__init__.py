"""Talk between the levels: groups of grids, squads and cases, and the radio log of the desk."""
