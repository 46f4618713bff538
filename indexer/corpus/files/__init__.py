"""Which reports are there, and where are the bytes of each?"""
