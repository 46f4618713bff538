"""Who issues the report, and which place is it about?"""
