//! Who may do what: permission levels from Discord's permissions and from the roles a guild maps.

mod level;
mod permissions;
mod role_map;

pub use level::{Asker, Level, level_of};
pub use permissions::missing;
pub use role_map::{MAX_ROLES, RoleMap, RoleMapError};
