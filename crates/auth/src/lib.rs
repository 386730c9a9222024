//! Who may do what: permission levels from Discord's permissions and from the roles a guild maps.
