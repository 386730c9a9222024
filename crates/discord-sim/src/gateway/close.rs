//! Close codes of the gateway (`topics/opcodes-and-status-codes.mdx`) and what each does to a session.

/// Why the server ends a connection: the code and the sentence that goes with it on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Close {
    pub(super) code: u16,
    pub(super) reason: &'static str,
}

impl Close {
    pub(super) const UNKNOWN_ERROR: Self = Self::new(4000, "Unknown error.");
    pub(super) const UNKNOWN_OPCODE: Self = Self::new(4001, "Unknown opcode.");
    pub(super) const DECODE_ERROR: Self = Self::new(4002, "Error while decoding payload.");
    pub(super) const NOT_AUTHENTICATED: Self = Self::new(4003, "Not authenticated.");
    pub(super) const AUTHENTICATION_FAILED: Self = Self::new(4004, "Authentication failed.");
    pub(super) const ALREADY_AUTHENTICATED: Self = Self::new(4005, "Already authenticated.");
    pub(super) const INVALID_SEQUENCE: Self = Self::new(4007, "Invalid seq.");
    pub(super) const RATE_LIMITED: Self = Self::new(4008, "Rate limited.");
    pub(super) const TIMED_OUT: Self = Self::new(4009, "Session timed out.");
    pub(super) const INVALID_SHARD: Self = Self::new(4010, "Invalid shard.");
    pub(super) const SHARDING_REQUIRED: Self = Self::new(4011, "Sharding required.");
    pub(super) const INVALID_VERSION: Self = Self::new(4012, "Invalid API version.");
    pub(super) const INVALID_INTENTS: Self = Self::new(4013, "Invalid intent(s).");
    pub(super) const DISALLOWED_INTENTS: Self = Self::new(4014, "Disallowed intent(s).");

    pub(super) const fn new(code: u16, reason: &'static str) -> Self {
        Self { code, reason }
    }

    /// The same code with a sentence that says more.
    pub(super) const fn because(self, reason: &'static str) -> Self {
        Self { reason, ..self }
    }

    /// Whether no session outlives a close with this code.
    pub(super) const fn ends_session(self) -> bool {
        matches!(self.code, 4004 | 4007 | 4010..=4014)
    }
}

/// Whether a client that closes with this code gives its session up; every other code keeps it resumable.
pub(super) const fn client_gives_up(code: Option<u16>) -> bool {
    matches!(code, Some(1000 | 1001))
}
