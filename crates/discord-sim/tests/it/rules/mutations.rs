//! Good bodies with one value changed: no panic, and nothing is accepted that Discord's description refuses.

use serde_json::{Value, json};

use super::{Target, judge, request, table};

/// What each value of a body is replaced by, in turn; `None` takes it away.
fn replacements() -> Vec<Option<Value>> {
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(99),
        json!(""),
        json!("a b"),
        json!([]),
        json!([1]),
        json!({}),
        json!({"type": 2}),
    ];
    values.into_iter().map(Some).chain([None]).collect()
}

fn changed(body: &Value, pointer: &str, replacement: Option<&Value>) -> Value {
    let mut body = body.clone();
    if let Some(value) = replacement {
        if let Some(place) = body.pointer_mut(pointer) {
            *place = value.clone();
        }
    } else if let Some((parent, key)) = pointer.rsplit_once('/')
        && let Some(Value::Object(parent)) = body.pointer_mut(parent)
    {
        parent.remove(key);
    }
    body
}

/// Pointers of all values in a body; of lists only the first and last items.
fn places(body: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match body {
        Value::Object(object) => {
            for (key, value) in object {
                places(value, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(list) => {
            for index in [0, list.len().saturating_sub(1)] {
                if let Some(value) = list.get(index) {
                    places(value, &format!("{at}/{index}"), found);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn nothing_is_accepted_that_the_description_refuses() {
    let oracle = crate::oracle::oracle_or_say_so();
    let mut failures = Vec::new();
    for rule in table() {
        if matches!(rule.target, Target::Commands) {
            // Long lists of what is tried singly.
            continue;
        }
        let mut pointers = Vec::new();
        places(&rule.accepted, "", &mut pointers);
        for pointer in pointers {
            for replacement in replacements() {
                let body = changed(&rule.accepted, &pointer, replacement.as_ref());
                if judge(rule.target, &body).is_err() {
                    continue;
                }
                let (method, path, body) = request(rule.target, &body);
                let problems = oracle
                    .as_ref()
                    .map(|oracle| oracle.request(method, path, Some(&body)))
                    .unwrap_or_default();
                if !problems.is_empty() {
                    failures.push(format!(
                        "{}: {pointer} = {replacement:?}: {problems:?}",
                        rule.name
                    ));
                }
            }
        }
    }
    failures.sort();
    failures.dedup();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
