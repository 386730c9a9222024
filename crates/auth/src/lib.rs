//! temp
#![expect(missing_docs, reason = "t")]
use twilight_model::{
    guild::Permissions,
    id::{
        Id,
        marker::{GuildMarker, RoleMarker, UserMarker},
    },
};
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    User,
    Moderator,
    Admin,
    Owner,
}
pub struct Asker<'a> {
    pub user: Id<UserMarker>,
    pub guild_owner: bool,
    pub permissions: Permissions,
    pub roles: &'a [Id<RoleMarker>],
}
#[derive(Default)]
pub struct RoleMap;
impl RoleMap {
    pub async fn load(
        _: &db::Conn,
        _: &db::BotId,
        _: Id<GuildMarker>,
    ) -> Result<RoleMap, db::DbError> {
        Ok(RoleMap)
    }
}
pub fn level_of(_: &Asker<'_>, _: &[Id<UserMarker>], _: &RoleMap) -> Level {
    Level::User
}
pub fn missing(_: Permissions, _: Permissions) -> Vec<&'static str> {
    vec![]
}
