//! What somebody, often the bot itself, lacks to do a thing.

use twilight_model::guild::Permissions;

/// Discord's names (`SEND_MESSAGES`) of the permissions that are needed and not there, in Discord's order.
///
/// Administrators lack nothing.
#[must_use]
pub fn missing(have: Permissions, need: Permissions) -> Vec<&'static str> {
    if have.contains(Permissions::ADMINISTRATOR) {
        return Vec::new();
    }
    need.difference(have)
        .iter_names()
        .map(|(name, _)| name)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert_eq, proptest};

    use super::*;

    #[test]
    fn what_lacks_is_named() {
        let need =
            Permissions::ATTACH_FILES | Permissions::SEND_MESSAGES | Permissions::EMBED_LINKS;
        assert_eq!(
            missing(Permissions::EMBED_LINKS, need),
            ["SEND_MESSAGES", "ATTACH_FILES"]
        );
        assert!(missing(need, need).is_empty());
        assert!(missing(Permissions::ADMINISTRATOR, Permissions::all()).is_empty());
        assert_eq!(
            missing(Permissions::empty(), Permissions::ADMINISTRATOR),
            ["ADMINISTRATOR"]
        );
    }

    proptest! {
        #[test]
        fn nothing_lacks_exactly_when_all_is_there(have: u64, need: u64) {
            let have = Permissions::from_bits_truncate(have);
            let need = Permissions::from_bits_truncate(need);
            let enough = have.contains(need) || have.contains(Permissions::ADMINISTRATOR);
            prop_assert_eq!(missing(have, need).is_empty(), enough);
        }
    }
}
