//! The schema: one scope per owner, one change per file.
