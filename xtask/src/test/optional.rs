//! Inputs that make tests stricter when they are there, and are named when they are not.

use std::path::Path;

/// An input outside the repository: how to find it and what does not happen without it.
struct Optional {
    skipped: &'static str,
    variable: &'static str,
    /// Looked for from the root folder upwards.
    path: &'static str,
}

const OPTIONAL: &[Optional] = &[Optional {
    skipped: "OpenAPI oracle",
    variable: "DISCORD_OPENAPI",
    path: "shared/discord/openapi.json",
}];

/// One sentence for each input that was not found.
pub(super) fn missing(root: &Path) -> Vec<String> {
    OPTIONAL
        .iter()
        .filter(|input| !input.is_present(root))
        .map(|input| {
            format!(
                "{}: ../{} not found, and {} not set",
                input.skipped, input.path, input.variable
            )
        })
        .collect()
}

impl Optional {
    fn is_present(&self, root: &Path) -> bool {
        std::env::var_os(self.variable).is_some_and(|file| Path::new(&file).is_file())
            || root
                .ancestors()
                .any(|folder| folder.join(self.path).is_file())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_input_is_named() {
        let input = Optional {
            skipped: "x",
            variable: "GUILDHALL_NO_SUCH_VARIABLE",
            path: "no/such/file",
        };
        assert!(!input.is_present(Path::new("/")));
        let input = Optional {
            path: "xtask/Cargo.toml",
            ..input
        };
        let below = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        assert!(input.is_present(&below));
    }
}
