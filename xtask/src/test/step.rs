//! The steps of a run, their order and what each needs.

use clap::ValueEnum;

/// One step; declared in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Step {
    /// Debian packages and parts of the tool chain are there
    Packages,
    /// rustfmt changes nothing
    #[value(name = "fmt")]
    Format,
    /// The house rules hold
    Tidy,
    /// No second TLS stack in the dependency graph
    #[value(name = "deps")]
    Dependencies,
    /// Clippy has nothing to say
    Clippy,
    /// All programs build
    Build,
    /// What others wrote and only tests use is installed
    Clients,
    /// The page's types fit, and its pure modules do what they should
    Page,
    /// Unit, integration and documentation tests, on SQLite and Postgres
    Unit,
}

impl Step {
    /// The name on the command line and in the summary.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Packages => "packages",
            Self::Format => "fmt",
            Self::Tidy => "tidy",
            Self::Dependencies => "deps",
            Self::Clippy => "clippy",
            Self::Build => "build",
            Self::Clients => "clients",
            Self::Page => "page",
            Self::Unit => "unit",
        }
    }

    /// The heading above the step's output.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Packages => "packages: what the machine must have",
            Self::Format => "fmt: cargo fmt --all --check",
            Self::Tidy => "tidy: house rules",
            Self::Dependencies => "deps: one TLS stack",
            Self::Clippy => "clippy: all targets, warnings are errors",
            Self::Build => "build: all programs",
            Self::Clients => "clients: what others wrote for tests, from lock files",
            Self::Page => "page: types and tests of the playground's modules",
            Self::Unit => "unit: all tests",
        }
    }

    /// Steps without which this one cannot run.
    pub(crate) const fn needs(self) -> &'static [Self] {
        match self {
            Self::Packages | Self::Tidy | Self::Clients => &[],
            Self::Format | Self::Dependencies | Self::Clippy | Self::Build => &[Self::Packages],
            Self::Page => &[Self::Clients],
            Self::Unit => &[Self::Packages, Self::Build, Self::Clients],
        }
    }
}

/// The steps to run: all, or those asked for with what they need. A filter asks for the tests alone.
pub(crate) fn plan(only: &[Step], filtered: bool) -> Vec<Step> {
    let mut wanted = only.to_vec();
    if filtered {
        wanted.push(Step::Unit);
    }
    if wanted.is_empty() {
        wanted.extend(Step::value_variants());
    }
    let needed: Vec<_> = wanted
        .iter()
        .flat_map(|step| step.needs())
        .copied()
        .collect();
    wanted.extend(needed);
    wanted.sort_unstable();
    wanted.dedup();
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_by_default_in_order() {
        assert_eq!(plan(&[], false), Step::value_variants());
    }

    #[test]
    fn a_filter_needs_the_programs_and_nothing_else() {
        assert_eq!(
            plan(&[], true),
            [Step::Packages, Step::Build, Step::Clients, Step::Unit]
        );
        assert_eq!(
            plan(&[Step::Tidy], true),
            [
                Step::Packages,
                Step::Tidy,
                Step::Build,
                Step::Clients,
                Step::Unit
            ]
        );
    }

    #[test]
    fn a_step_comes_with_what_it_needs_and_after_it() {
        assert_eq!(plan(&[Step::Tidy], false), [Step::Tidy]);
        for step in Step::value_variants() {
            assert!(step.needs().iter().all(|needed| needed < step), "{step:?}");
            assert_eq!(step.to_possible_value().unwrap().get_name(), step.name());
        }
    }
}
