//! A start against a server of this machine, which needs nothing but its address.

use core_config::{NoSection, Source, load};
use secrecy::ExposeSecret as _;

#[test]
fn a_server_of_this_machine_needs_no_token() {
    for origin in [
        "http://127.0.0.1:7000",
        "http://[::1]:7000",
        "http://localhost:7000",
    ] {
        let source = Source::new("nowhere").with("DISCORD_API_URL", origin);
        let loaded = load::<NoSection>("hangman", &source).unwrap();
        let token = loaded.settings.identities[0].token.expose_secret();
        assert_eq!(token, "offline-hangman", "{origin}");
    }
}

#[test]
fn any_other_server_does() {
    for origin in [
        "https://discord.com",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1",
    ] {
        let source = Source::new("nowhere").with("DISCORD_API_URL", origin);
        let errors = load::<NoSection>("hangman", &source).unwrap_err();
        assert!(
            errors.to_string().contains("discord.token"),
            "{origin}: {errors}"
        );
    }
}
