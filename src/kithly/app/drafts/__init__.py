"""The words Kithly writes: doors, findings, and drafts whose statements are proven."""
