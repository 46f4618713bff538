"""What does a page show? One frozen value for each page, made from the answers of the core; no markup, no HTTP."""
