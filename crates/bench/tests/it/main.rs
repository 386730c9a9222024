//! The benchmarks start, and yield numbers.

#![cfg(test)]

use std::path::Path;

use bench::{Plan, Report};

fn quick() -> Report {
    let programs = Path::new(env!("CARGO_BIN_EXE_baseline")).parent().unwrap();
    assert!(Path::new(env!("CARGO_BIN_EXE_subject")).starts_with(programs));
    bench::run(&Plan::quick(), programs, &|_| {}).unwrap()
}

#[test]
fn a_quick_run_measures_both_bots() {
    let report = quick();
    let compared: Vec<_> = report
        .rows()
        .iter()
        .filter(|row| row.bare_value().is_some())
        .collect();
    assert!(compared.len() >= 6, "{report}");
    for row in compared {
        let values = [row.bare_value(), row.house_value()];
        let positive = values
            .iter()
            .all(|value| value.is_some_and(|value| value.median() > 0.0));
        assert!(positive, "{row}");
    }
    assert!(report.page().contains("echo: CPU per interaction"));
}
