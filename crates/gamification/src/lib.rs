//! What a played game earns: awards, experience points and the level curve.
