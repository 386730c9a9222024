//! Members of guilds as others see them: with whether they are there.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::{Sight, guild::FIRST_MEMBERS};
use crate::world::{Guild, Member};

impl Sight<'_> {
    /// A member with its user, its status and what it says it does; null when it is none.
    pub(super) fn member(&self, guild: u64, user: u64) -> Value {
        let mut json = self.world.member_json(guild, user, self.now);
        if json.is_object() {
            let shown = self.world.presences.get(&user);
            let status = shown.map_or("offline", |presence| presence.status.as_str());
            let status = if status == "invisible" {
                "offline"
            } else {
                status
            };
            json["status"] = json!(status);
            let activities = shown.filter(|_| status != "offline");
            json["activities"] = json!(activities.map_or(&[][..], |shown| &shown.activities));
        }
        json
    }

    /// The members that come with a guild: those of the highest rank.
    pub(super) fn first_members(&self, guild: &Guild) -> Vec<Value> {
        let all = by_rank(guild, |_| true).into_iter();
        let first = all.take(FIRST_MEMBERS);
        first.map(|user| self.member(guild.id, user)).collect()
    }

    /// A page of a guild's members by rank: those after one of them, whose names contain a text in whatever case.
    pub(crate) fn members(
        &self,
        guild: &Guild,
        after: Option<u64>,
        most: usize,
        query: Option<&str>,
    ) -> Value {
        let query = query.map(str::to_lowercase);
        let fits = |member: &Member| {
            query
                .as_ref()
                .is_none_or(|query| self.called(member, query))
        };
        let all = by_rank(guild, fits);
        let place = after.and_then(|after| all.iter().position(|user| *user == after));
        let page = all
            .iter()
            .skip(place.map_or(0, |place| place + 1))
            .take(most);
        let page: Vec<Value> = page.map(|user| self.member(guild.id, *user)).collect();
        json!({"members": page, "total": all.len()})
    }

    /// Whether one of a member's names contains a text in lower case.
    fn called(&self, member: &Member, query: &str) -> bool {
        let user = self.world.users.get(&member.user);
        let names = [
            member.nick.as_deref(),
            user.and_then(|user| user.display_name.as_deref()),
            user.map(|user| user.name.as_str()),
        ];
        names
            .into_iter()
            .flatten()
            .any(|name| name.to_lowercase().contains(query))
    }
}

/// Members of a guild, the highest rank first, then as they came.
fn by_rank(guild: &Guild, wanted: impl Fn(&Member) -> bool) -> Vec<u64> {
    let wanted = guild.members.values().filter(|member| wanted(member));
    let mut all: Vec<u64> = wanted.map(|member| member.user).collect();
    all.sort_by_cached_key(|user| {
        let joined = guild.members.get(user).map(|member| member.joined);
        (Reverse(guild.rank(*user)), joined, *user)
    });
    all
}
