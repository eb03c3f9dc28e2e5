"""Open311 GeoReport v2: other programs report and follow cases in the words of that standard."""
