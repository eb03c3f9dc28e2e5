"""Who works in the invented district: its units, its 102 staff and the people of the grids."""
