//! The schema and the functions over its tables, on both databases.

mod smoke;
