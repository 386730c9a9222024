//! What is checked before a handler runs, in this order: guild allowed, place, installation, level and
//! permissions of the person, permissions of the bot, abuse guard, cooldown. Nothing is spent
//! until all have passed.

mod abuse;
mod cooldown;

pub(crate) use self::{
    abuse::AbuseGuard,
    cooldown::{Cooldowns, Reservation},
};

use auth::{Asker, Level, RoleMap};
use twilight_model::guild::Permissions;

use crate::{Contexts, Ctx, Failure, Rules, refusals};

/// Runs all checks. The reservation of the cooldown, if the rules have one, is kept by the
/// caller on success and given back otherwise.
pub(crate) async fn check<A: Send + Sync>(
    ctx: &Ctx<A>,
    rules: &Rules,
    command: bool,
) -> Result<Option<Reservation>, Failure> {
    permit(ctx, rules).await?;
    let hall = &*ctx.hall;
    let incoming = &*ctx.incoming;
    if let Some(have) = incoming.app_permissions {
        let missing = lacking(have, rules.bot_needs);
        if !missing.is_empty() {
            return Err(refusals::bot_permissions(missing).into());
        }
    }
    if command && let Err(wait) = hall.abuse.pass(incoming.person.id) {
        return Err(refusals::too_fast(wait).into());
    }
    let Some(wait) = rules.cooldown else {
        return Ok(None);
    };
    match hall.cooldowns.reserve(
        rules.name,
        incoming.place(),
        incoming.person.id,
        ctx.now(),
        wait,
    ) {
        Ok(reservation) => Ok(Some(reservation)),
        Err(until) => Err(refusals::cooldown(until).into()),
    }
}

/// Whether the person may use this here at all; spends nothing, so suggestions ask it too.
pub(crate) async fn permit<A: Send + Sync>(ctx: &Ctx<A>, rules: &Rules) -> Result<(), Failure> {
    let hall = &*ctx.hall;
    let incoming = &*ctx.incoming;
    if let Some(guild) = incoming.guild
        && !hall.guilds_allowed.is_empty()
        && !hall.guilds_allowed.contains(&guild.get())
    {
        return Err(refusals::not_allowed_here().into());
    }
    if !rules.contexts.allow(incoming.origin.context) {
        let refusal = match rules.contexts {
            Contexts::GUILD => refusals::guild_only(),
            _ => refusals::elsewhere(),
        };
        return Err(refusal.into());
    }
    if !rules.installs.allow(&incoming.origin) {
        return Err(refusals::not_installed().into());
    }
    if rules.level > Level::User && level(ctx).await? < rules.level {
        return Err(refusals::level(rules.level).into());
    }
    let missing = lacking(incoming.person.permissions, rules.person_needs);
    if incoming.guild.is_some() && !missing.is_empty() {
        return Err(refusals::person_permissions(missing).into());
    }
    Ok(())
}

/// Permissions of `need` that `have` lacks; administrators lack none.
fn lacking(have: Permissions, need: Permissions) -> Permissions {
    if have.contains(Permissions::ADMINISTRATOR) {
        Permissions::empty()
    } else {
        need.difference(have)
    }
}

async fn level<A: Send + Sync>(ctx: &Ctx<A>) -> Result<Level, Failure> {
    let hall = &*ctx.hall;
    let person = &ctx.incoming.person;
    let mut asker = Asker {
        user: person.id,
        guild_owner: false,
        permissions: Permissions::empty(),
        roles: &[],
    };
    // A guild gives levels for what is kept in its name only: where somebody brought the app along, the place is
    // private, and those who run that guild run nothing there.
    let map = match ctx.place().guild() {
        Some(guild) => {
            asker.permissions = person.permissions;
            asker.roles = &person.roles;
            // What lowers a right is read through: levels are asked for rarely, so always.
            RoleMap::load(hall.db.read(), &hall.bot_id, guild).await?
        }
        None => RoleMap::default(),
    };
    Ok(auth::level_of(&asker, &hall.owners, &map))
}
