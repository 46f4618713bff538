"""Where do the postings live?"""
