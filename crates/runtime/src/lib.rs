//! Everything between a bot's token and its handlers.
