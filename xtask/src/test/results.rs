//! Reads the test harness' output: what to show of it and how many tests there were.

/// Counts over all test binaries of a run.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Tally {
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) ignored: u64,
    pub(super) binaries: u64,
}

impl Tally {
    /// Takes a line in; returns whether a person wants to see it: everything but single passed tests and the
    /// harness' own framing.
    pub(super) fn read(&mut self, line: &str) -> bool {
        if let Some(result) = line.strip_prefix("test result: ") {
            self.binaries += 1;
            self.passed += count(result, "passed");
            self.failed += count(result, "failed");
            self.ignored += count(result, "ignored");
            return count(result, "passed") + count(result, "failed") + count(result, "ignored")
                > 0;
        }
        let passed = line.starts_with("test ") && line.ends_with(" ... ok");
        let framing =
            line.is_empty() || (line.starts_with("running ") && line.ends_with(['s', 't']));
        !passed && !framing
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed", self.passed)?;
        if self.failed > 0 {
            write!(f, ", {} failed", self.failed)?;
        }
        if self.ignored > 0 {
            write!(f, ", {} ignored", self.ignored)?;
        }
        write!(f, " in {} test programs", self.binaries)
    }
}

/// The number before `word` in `ok. 3 passed; 0 failed; …`.
fn count(result: &str, word: &str) -> u64 {
    let words: Vec<_> = result
        .split([' ', ';'])
        .filter(|part| !part.is_empty())
        .collect();
    let number = words
        .windows(2)
        .find_map(|pair| (pair[1] == word).then(|| pair[0].parse().ok()));
    number.flatten().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "
running 3 tests
test a::works ... ok
test b::breaks ... FAILED
test c::waits ... ignored

failures:
    b::breaks

test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";

    #[test]
    fn counts_and_shows_what_matters() {
        let mut tally = Tally::default();
        let shown: Vec<_> = OUTPUT.lines().filter(|line| tally.read(line)).collect();
        assert_eq!(
            tally,
            Tally {
                passed: 1,
                failed: 1,
                ignored: 1,
                binaries: 2
            }
        );
        assert_eq!(
            shown,
            [
                "test b::breaks ... FAILED",
                "test c::waits ... ignored",
                "failures:",
                "    b::breaks",
                "test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            ]
        );
        assert_eq!(
            tally.to_string(),
            "1 passed, 1 failed, 1 ignored in 2 test programs"
        );
    }

    #[test]
    fn a_long_running_test_is_shown() {
        assert!(Tally::default().read("test slow has been running for over 60 seconds"));
        assert!(!Tally::default().read("running 1 test"));
    }
}
