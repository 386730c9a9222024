//! The guildhall program: check configuration, migrate and provision the database.
