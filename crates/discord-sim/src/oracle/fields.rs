//! Fields of a body that no schema of the description names.

use serde_json::Value;

/// How deep references may lead without a field between them.
const DEPTH: usize = 32;

/// Pointers of the unknown fields in a body.
pub(super) fn unknown(spec: &Value, schema: &Value, body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(spec, &[schema], body, "", &mut found);
    found
}

fn walk(spec: &Value, schemas: &[&Value], body: &Value, pointer: &str, found: &mut Vec<String>) {
    let mut shapes = Vec::new();
    for schema in schemas {
        concrete(spec, schema, body, DEPTH, &mut shapes);
    }
    match body {
        Value::Object(object) => {
            let free = shapes.iter().any(|shape| {
                shape.get("properties").is_none() && shape.get("additionalProperties").is_none()
            });
            for (key, value) in object {
                let below: Vec<&Value> = shapes
                    .iter()
                    .filter_map(|shape| {
                        shape["properties"].get(key).or_else(|| {
                            shape
                                .get("additionalProperties")
                                .filter(|schema| **schema != Value::Bool(false))
                        })
                    })
                    .collect();
                let pointer = format!("{pointer}/{key}");
                if below.is_empty() {
                    if !free {
                        found.push(pointer);
                    }
                } else {
                    walk(spec, &below, value, &pointer, found);
                }
            }
        }
        Value::Array(list) => {
            let below: Vec<&Value> = shapes
                .iter()
                .filter_map(|shape| shape.get("items"))
                .collect();
            for (index, value) in list.iter().enumerate() {
                walk(spec, &below, value, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Resolves references and unions to the schemas that may describe this body.
fn concrete<'a>(
    spec: &'a Value,
    schema: &'a Value,
    body: &Value,
    depth: usize,
    shapes: &mut Vec<&'a Value>,
) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    if let Some(reference) = schema["$ref"].as_str() {
        if let Some(target) = spec.pointer(reference.trim_start_matches('#')) {
            concrete(spec, target, body, depth, shapes);
        }
        return;
    }
    let mut union = false;
    for keyword in ["allOf", "oneOf", "anyOf"] {
        for part in schema[keyword].as_array().into_iter().flatten() {
            union = true;
            concrete(spec, part, body, depth, shapes);
        }
    }
    let described = schema.get("properties").is_some() || schema.get("items").is_some();
    if (described || !union) && may_describe(schema, body) {
        shapes.push(schema);
    }
}

/// Whether a schema without unions may be the one meant: the kind of value fits, and so does `type`.
fn may_describe(schema: &Value, body: &Value) -> bool {
    let kind = match body {
        Value::Object(_) => "object",
        Value::Array(_) => "array",
        _ => return false,
    };
    let kind_fits = match &schema["type"] {
        Value::Null => true,
        Value::Array(kinds) => kinds.iter().any(|listed| listed == kind),
        one => one == kind,
    };
    let variant_fits = match (&schema["properties"]["type"]["enum"], body.get("type")) {
        (Value::Array(own), Some(given)) => own.contains(given),
        _ => true,
    };
    kind_fits && variant_fits
}
