//! axe-core finds what people would stumble over, also under a strict policy.

use browser::Impact;

use crate::site::window;

#[tokio::test]
async fn what_people_would_stumble_over_is_found() {
    let ann = window("<h1>A page</h1><button></button><p>Text</p>", "").await;
    let findings = ann.axe().await.unwrap();
    // Not installed: the run's summary says so.
    if findings.is_empty() && std::env::var_os("GUILDHALL_WITHOUT_CLIENTS").is_some() {
        return;
    }
    let found: Vec<_> = findings
        .iter()
        .map(|one| (one.rule.as_str(), one.impact))
        .collect();
    assert_eq!(found, [("button-name", Impact::Critical)], "{findings:?}");
    let error = ann.accessible().await.unwrap_err().to_string();
    assert!(error.contains("Critical button-name: "), "{error}");
    assert!(error.contains("\n    button\n"), "{error}");
}

#[tokio::test]
async fn a_page_for_everybody_passes() {
    let ann = window("<h1>A page</h1><button>Go</button>", "").await;
    ann.accessible().await.unwrap();
}
