//! Every answer against the description of the control API, and the description's own examples.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::{
    http::Answer,
    program::control::{breaches, description},
};

const OWN: &str = "/sim/v1/as/{user}";

static DESCRIPTION: LazyLock<Value> = LazyLock::new(description);

/// Compiled schemas of answers, by method, path and status.
static KNOWN: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// The described path that a path below a person's own is one of.
fn template(paths: &Value, method: &str, path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let mut all = paths.as_object().unwrap().iter();
    let found = all.find(|(template, methods)| {
        let below: Vec<&str> = template
            .strip_prefix(OWN)
            .unwrap_or("?")
            .split('/')
            .collect();
        let same = |(known, given): (&&str, &&str)| known.starts_with('{') || known == given;
        below.len() == parts.len()
            && below.iter().zip(&parts).all(same)
            && methods.get(method.to_lowercase()).is_some()
    });
    found.map(|(template, _)| template.clone())
}

/// What is answered is what is described.
pub(super) fn check(method: &str, path: &str, answer: &Answer) {
    let told = answer.json();
    assert!(answer.status < 500, "{method} {path}: {told}");
    let described = &*DESCRIPTION;
    let Some(template) = template(&described["paths"], method, path) else {
        assert_eq!(answer.status, 405, "{method} {path} is not described");
        return;
    };
    let status = match answer.status {
        good @ ..400 => good.to_string(),
        _ => "4XX".to_owned(),
    };
    let place = format!("{method} {template} {status}");
    let known = KNOWN.lock().unwrap().get(&place).cloned();
    let validator = known.unwrap_or_else(|| {
        let operation = &described["paths"][template][method.to_lowercase()];
        let mut schema =
            operation["responses"][&status]["content"]["application/json"]["schema"].clone();
        assert!(schema.is_object(), "{place} is not described");
        schema["components"] = described["components"].clone();
        let made = Arc::new(jsonschema::draft202012::new(&schema).expect("a schema"));
        KNOWN.lock().unwrap().insert(place, made.clone());
        made
    });
    let wrong: Vec<String> = validator
        .iter_errors(&told)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(wrong, [""; 0], "{method} {path}: {told}");
}

#[test]
fn every_example_fits_its_schema_and_nothing_else_does() {
    let all = &*DESCRIPTION;
    let mut examples = 0;
    for (path, methods) in all["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let body = &operation["requestBody"]["content"]["application/json"];
            if !path.starts_with(OWN) || body.is_null() {
                continue;
            }
            examples += 1;
            let schema = &body["schema"];
            assert_eq!(
                breaches(schema, &body["example"]),
                [""; 0],
                "{method} {path}"
            );
            let mut strange = body["example"].clone();
            strange["colour_of_the_sky"] = json!("blue");
            for wrong in [strange, json!([]), json!("x"), json!(null), json!({})] {
                let optional = wrong == json!({}) && path.ends_with("/messages");
                assert!(
                    optional || !breaches(schema, &wrong).is_empty(),
                    "{method} {path}: {wrong}"
                );
            }
        }
    }
    assert!(examples > 10, "{examples}");
}
