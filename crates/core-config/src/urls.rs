//! Addresses: just enough of a URL to refuse what cannot work, with a reason.

/// Why an address is refused. Never contains the address.
pub(crate) type Refused = &'static str;

/// Checks an address: one of the schemes, a host (for `sqlite` a path), no blanks.
pub(crate) fn check(text: &str, schemes: &[&str], secret: bool) -> Result<(), Refused> {
    let (scheme, rest) = text
        .split_once(':')
        .ok_or("begin with a scheme and a colon")?;
    if !schemes.contains(&scheme) {
        return Err("use one of the schemes above");
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("remove blanks and control characters, or write them as %20");
    }
    if scheme == "sqlite" {
        return if rest.trim_start_matches('/').is_empty() {
            Err("name a file behind sqlite:")
        } else {
            Ok(())
        };
    }
    let authority = rest
        .strip_prefix("//")
        .ok_or("write two slashes behind the scheme's colon")?;
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.rsplit_once('@') {
        Some(_) if !secret => {
            return Err("remove user and password: this key is shown to operators");
        }
        Some((_, host)) => host,
        None => authority,
    };
    check_host_and_port(host)
}

/// Checks scheme, host and port with nothing behind them, and drops one trailing slash.
pub(crate) fn origin(text: &str) -> Result<&str, Refused> {
    let bare = text.strip_suffix('/').unwrap_or(text);
    let rest = bare
        .strip_prefix("http://")
        .or_else(|| bare.strip_prefix("https://"))
        .ok_or("begin with http:// or https://")?;
    if rest.contains(['?', '#']) {
        return Err("remove what follows ? or #");
    }
    if rest.contains('/') {
        return Err("remove the path: the bot adds /api/v10 itself");
    }
    if rest.contains('@') {
        return Err("remove user and password: this key is shown to operators");
    }
    check_host_and_port(rest)?;
    Ok(bare)
}

fn check_host_and_port(text: &str) -> Result<(), Refused> {
    let (host, port) = if let Some(v6) = text.strip_prefix('[') {
        let (host, rest) = v6
            .split_once(']')
            .ok_or("close the bracket of the IPv6 address")?;
        host.parse::<std::net::Ipv6Addr>()
            .map_err(|_| "write a valid IPv6 address in the brackets")?;
        (host, rest.strip_prefix(':'))
    } else {
        match text.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (text, None),
        }
    };
    if host.is_empty() {
        return Err("name a host");
    }
    if host
        .chars()
        .any(|c| !(c.is_alphanumeric() || "-._:%,".contains(c)))
    {
        return Err("write a host name of letters, digits, dots and hyphens");
    }
    match port.map(str::parse::<u16>) {
        Some(Err(_) | Ok(0)) => Err("write a port from 1 to 65535 behind the host's colon"),
        Some(Ok(_)) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{check, origin};

    #[test]
    fn origins_have_no_path() {
        assert_eq!(origin("http://127.0.0.1:8080"), Ok("http://127.0.0.1:8080"));
        assert_eq!(origin("https://discord.com/"), Ok("https://discord.com"));
        assert_eq!(origin("http://[::1]:80"), Ok("http://[::1]:80"));
        for bad in [
            "discord.com",
            "ftp://x",
            "http://",
            "http:///",
            "http://x/api",
            "http://x//",
            "http://x?y",
            "http://u:p@x",
            "http://x:0",
            "http://x:99999",
            "http://x:",
            "http://a b",
            "http://[::1",
            "http://[zz]",
        ] {
            assert!(origin(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn addresses_have_a_scheme_and_a_host() {
        let schemes = &["sqlite", "postgres"];
        for good in [
            "sqlite:var/x.db",
            "sqlite::memory:",
            "sqlite:///abs",
            "postgres://u:p@h:5432/db?x=1",
            "postgres://h",
        ] {
            assert_eq!(check(good, schemes, true), Ok(()), "{good}");
        }
        for bad in [
            "",
            "var/x.db",
            "mysql://h",
            "sqlite:",
            "sqlite://",
            "postgres:h",
            "postgres://",
            "postgres://u:p@/db",
        ] {
            assert!(check(bad, schemes, true).is_err(), "{bad}");
        }
        assert!(check("postgres://u:p@h", schemes, false).is_err());
    }
}
