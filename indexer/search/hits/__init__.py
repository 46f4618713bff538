"""Where the things asked for stand in reports: marks, and the hits that they make."""
