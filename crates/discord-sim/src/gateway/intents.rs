//! Intents: which bits exist, and which sessions an event reaches.

/// Guilds, roles, channels, threads; without it no `GUILD_CREATE` is sent.
pub(super) const GUILDS: u64 = 1 << 0;
/// Privileged: the member list.
pub(super) const GUILD_MEMBERS: u64 = 1 << 1;
/// Privileged: who is online.
pub(super) const GUILD_PRESENCES: u64 = 1 << 8;
/// Privileged: what people write.
pub(super) const MESSAGE_CONTENT: u64 = 1 << 15;

/// Every documented bit: 0–16, 20, 21, 24, 25.
const KNOWN: u64 = 0x1_FFFF | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25;

/// Whether all bits are documented ones.
pub(super) const fn are_known(intents: u64) -> bool {
    intents & !KNOWN == 0
}

/// Whether an event behind `needed` (any of its bits suffices, 0 = always) reaches a session with `intents`.
pub(super) const fn let_through(intents: u64, needed: u64) -> bool {
    needed == 0 || intents & needed != 0
}

/// The shard a guild belongs to; what happens outside guilds belongs to shard 0.
pub(super) fn shard_of(guild_id: Option<u64>, shards: u32) -> u32 {
    guild_id.map_or(0, |guild| {
        u32::try_from((guild >> 22) % u64::from(shards.max(1))).unwrap_or_default()
    })
}

/// Whether an event goes to shard 0, whatever guild it names: what concerns an account or its money.
pub(super) fn is_of_the_account(event: &str) -> bool {
    event.starts_with("ENTITLEMENT_") || event.starts_with("SUBSCRIPTION_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undocumented_bits_are_unknown() {
        assert!(are_known(GUILDS | MESSAGE_CONTENT | 1 << 25));
        for bit in [17, 18, 19, 22, 23, 26, 40] {
            assert!(!are_known(1 << bit), "bit {bit}");
        }
    }

    #[test]
    fn one_of_the_needed_bits_is_enough() {
        assert!(let_through(0, 0));
        assert!(let_through(0b10, 0b11));
        assert!(!let_through(0b100, 0b11));
    }

    #[test]
    fn guilds_spread_and_the_rest_stays_on_shard_zero() {
        assert_eq!(shard_of(Some(5 << 22 | 77), 4), 1);
        assert_eq!(shard_of(None, 4), 0);
    }
}
