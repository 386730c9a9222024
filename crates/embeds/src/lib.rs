//! How things look: palette, embeds, Components V2, pagination, progress bars, escaping and picture cards within Discord's limits.
