//! The table: what was measured, beside its goal.

use std::fmt;

use crate::stats::Spread;

/// The page around the table.
const PAGE: &str = include_str!("page.md");

/// All that a run has shown.
#[derive(Debug)]
pub struct Report {
    machine: Vec<(&'static str, String)>,
    rows: Vec<Row>,
}

/// One line of the table.
#[derive(Debug)]
pub struct Row {
    what: String,
    bare: Option<Value>,
    house: Option<Value>,
    goal: Option<Goal>,
}

/// A measured value, with its spread if it was measured several times.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    spread: Spread,
    unit: &'static str,
    digits: usize,
}

/// What was aimed at.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    /// The house's value is at most so many times the bare bot's.
    Ratio(f64),
    /// The house's value is at most this, in its unit.
    Most(f64),
    /// The house's value is at least this, in its unit.
    Least(f64),
}

impl Goal {
    /// Processor time of an interaction without database work.
    pub(crate) const ECHO_CPU: Self = Self::Ratio(1.3);
    /// Processor time of an interaction with one upsert.
    pub(crate) const UPSERT_CPU: Self = Self::Ratio(0.7);
    /// 99th percentile of both at 200 per second, in milliseconds.
    pub(crate) const P99: Self = Self::Most(2.0);
    /// 99th percentile of a letter click on Postgres, in milliseconds.
    pub(crate) const LETTER_P99: Self = Self::Most(6.0);
    /// Resident memory of an idle bot, in MiB.
    pub(crate) const MOST_IDLE_MIB: Self = Self::Most(16.0);
}

impl Value {
    fn of(spread: Spread, unit: &'static str, digits: usize) -> Self {
        Self {
            spread,
            unit,
            digits,
        }
    }

    fn once(value: f64, unit: &'static str, digits: usize) -> Self {
        let spread = Spread {
            median: value,
            least: value,
            most: value,
        };
        Self::of(spread, unit, digits)
    }

    pub(crate) fn plain(value: f64, unit: &'static str, digits: usize) -> Self {
        Self::once(value, unit, digits)
    }

    pub(crate) fn mib(value: f64) -> Self {
        Self::once(value, "MiB", 1)
    }

    pub(crate) fn millis(value: f64) -> Self {
        Self::once(value, "ms", 2)
    }

    pub(crate) fn micro(value: f64) -> Self {
        Self::once(value, "µs", 1)
    }

    pub(crate) fn micros(spread: Spread) -> Self {
        Self::of(spread, "µs", 1)
    }

    pub(crate) fn rate(spread: Spread) -> Self {
        Self::of(spread, "/s", 0)
    }

    /// The value, or the median of several.
    #[must_use]
    pub const fn median(&self) -> f64 {
        self.spread.median
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            spread,
            unit,
            digits,
        } = self;
        write!(f, "{:.digits$} {unit}", spread.median)?;
        if spread.least < spread.most {
            write!(f, " ({:.digits$}–{:.digits$})", spread.least, spread.most)?;
        }
        Ok(())
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ratio(most) => write!(f, "ratio ≤ {most}"),
            Self::Most(most) => write!(f, "≤ {most}"),
            Self::Least(least) => write!(f, "≥ {least}"),
        }
    }
}

impl Row {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            bare: None,
            house: None,
            goal: None,
        }
    }

    pub(crate) fn bare(mut self, value: impl Into<Option<Value>>) -> Self {
        self.bare = value.into();
        self
    }

    pub(crate) fn house(mut self, value: impl Into<Option<Value>>) -> Self {
        self.house = value.into();
        self
    }

    pub(crate) fn goal(mut self, goal: Goal) -> Self {
        self.goal = Some(goal);
        self
    }

    /// What was measured.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The bare bot's value.
    #[must_use]
    pub const fn bare_value(&self) -> Option<&Value> {
        self.bare.as_ref()
    }

    /// The house's value.
    #[must_use]
    pub const fn house_value(&self) -> Option<&Value> {
        self.house.as_ref()
    }

    /// The house's value, as a multiple of the bare bot's.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        let bare = self.bare?.median();
        (bare > 0.0).then_some(self.house?.median() / bare)
    }

    /// Whether the goal is met, if there is one.
    #[must_use]
    pub fn met(&self) -> Option<bool> {
        match self.goal? {
            Goal::Ratio(most) => Some(self.ratio()? <= most),
            Goal::Most(most) => Some(self.house?.median() <= most),
            Goal::Least(least) => Some(self.house?.median() >= least),
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = |value: Option<Value>| value.map_or_else(String::new, |it| it.to_string());
        write!(
            f,
            "| {} | {} | {} | {} | {} | {} |",
            self.what,
            value(self.bare),
            value(self.house),
            self.ratio()
                .map_or_else(String::new, |ratio| format!("{ratio:.2}")),
            self.goal.map_or_else(String::new, |goal| goal.to_string()),
            match self.met() {
                Some(true) => "yes",
                Some(false) => "**no**",
                None => "",
            }
        )
    }
}

impl Report {
    pub(crate) const fn new(machine: Vec<(&'static str, String)>) -> Self {
        Self {
            machine,
            rows: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub(crate) fn after(&mut self, load: String) {
        self.machine.push(("load after", load));
    }

    /// The lines of the table.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The page that the repository keeps.
    #[must_use]
    pub fn page(&self) -> String {
        PAGE.replace("{results}", &self.to_string())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, fact) in &self.machine {
            writeln!(f, "- {name}: {fact}")?;
        }
        writeln!(
            f,
            "\n| measured | bare twilight | Guildhall | ratio | goal | met |\n|---|---|---|---|---|---|"
        )?;
        for row in &self.rows {
            writeln!(f, "{row}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_ratio_goal_and_whether_it_is_met() {
        let spread = Spread {
            median: 25.0,
            least: 24.0,
            most: 27.5,
        };
        let row = Row::new("echo")
            .bare(Value::micro(20.0))
            .house(Value::micros(spread))
            .goal(Goal::ECHO_CPU);
        assert_eq!(
            row.to_string(),
            "| echo | 20.0 µs | 25.0 µs (24.0–27.5) | 1.25 | ratio ≤ 1.3 | yes |"
        );
        let row = Row::new("p99").house(Value::millis(2.5)).goal(Goal::P99);
        assert_eq!(row.to_string(), "| p99 |  | 2.50 ms |  | ≤ 2 | **no** |");
    }
}
