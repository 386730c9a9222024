//! Which operation of the description a method and a path mean.

use std::fmt;

use serde_json::Value;

/// Operations that Discord has and the description lacks: they pass unjudged.
const MISSING: [(&str, &str); 6] = [
    ("GET", "/oauth2/authorize"),
    ("POST", "/oauth2/authorize"),
    ("POST", "/oauth2/token"),
    ("POST", "/oauth2/token/revoke"),
    ("GET", "/applications/{application_id}/skus"),
    ("PATCH", "/guilds/{guild_id}/members/@me/nick"),
];

/// Methods that a path of the description may have.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
/// The media type that is judged.
const JSON: &str = "application~1json";
/// The media type of tables, which are judged as one text.
const TABLE: &str = "text~1csv";

/// What a method and a path mean.
pub(super) enum Found<'a> {
    /// A described operation.
    Operation(&'a Operation),
    /// Discord has it, the description does not.
    KnownMissing,
    /// Nobody has it.
    Unknown,
}

/// The description's operations.
pub(super) struct Operations(Vec<Operation>);

/// One method on one path.
pub(super) struct Operation {
    method: String,
    template: Template,
    /// The body, where it takes one.
    pub(super) request: Option<Request>,
    responses: Vec<(String, Option<String>)>,
    ids: Vec<String>,
    parameters: Vec<String>,
}

/// The body an operation takes.
pub(super) struct Request {
    /// JSON pointer of its schema in the description.
    pub(super) pointer: String,
    /// Whether it must be there.
    pub(super) required: bool,
}

struct Template(String);

impl Template {
    fn segments(&self) -> impl Iterator<Item = &str> {
        segments(&self.0)
    }

    fn fits(&self, path: &str) -> bool {
        let mut given = segments(path);
        self.segments().all(|wanted| {
            given
                .next()
                .is_some_and(|part| is_name(wanted) || part == wanted)
        }) && given.next().is_none()
    }

    /// Sorts templates with fixed words before those with names in the same place.
    fn openness(&self) -> Vec<bool> {
        self.segments().map(is_name).collect()
    }
}

impl Operations {
    /// Reads them out of a description.
    pub(super) fn of(spec: &Value) -> Self {
        let mut operations: Vec<Operation> = spec["paths"]
            .as_object()
            .into_iter()
            .flatten()
            .flat_map(|(path, item)| {
                METHODS.iter().filter_map(move |method| {
                    let body = item.get(*method)?;
                    Some(operation(spec, path, method, item, body))
                })
            })
            .collect();
        operations.sort_by_key(|operation| operation.template.openness());
        Self(operations)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The operation of a method and a path, which may carry a query.
    pub(super) fn find(&self, method: &str, path: &str) -> Found<'_> {
        let path = without_query(path);
        let missing = MISSING.iter().any(|(known, template)| {
            known.eq_ignore_ascii_case(method) && Template((*template).to_owned()).fits(path)
        });
        if missing {
            return Found::KnownMissing;
        }
        self.0
            .iter()
            .find(|operation| {
                operation.method.eq_ignore_ascii_case(method) && operation.template.fits(path)
            })
            .map_or(Found::Unknown, Found::Operation)
    }
}

impl Operation {
    /// Pointer of the schema for a status: `None` where the status is not described, `Some(None)` where it has no body.
    pub(super) fn response(&self, status: u16) -> Option<Option<&str>> {
        let exact = status.to_string();
        let class = format!("{}XX", status / 100);
        let named = |wanted: &str| {
            self.responses
                .iter()
                .find(|(status, _)| status == wanted)
                .map(|(_, pointer)| pointer.as_deref())
        };
        named(&exact).or_else(|| named(&class))
    }

    /// Sentences about ids in the path that are not ids.
    pub(super) fn bad_ids(&self, path: &str) -> Vec<String> {
        self.template
            .segments()
            .zip(segments(without_query(path)))
            .filter(|(name, part)| {
                self.ids.iter().any(|id| id == name)
                    && !part.bytes().all(|byte| byte.is_ascii_digit())
            })
            .map(|(name, _)| format!("{name} in the path is not an id"))
            .collect()
    }

    /// Names of query parameters that the operation does not have.
    pub(super) fn unknown_parameters(&self, path: &str) -> Vec<String> {
        let query = path.split_once('?').map_or("", |(_, query)| query);
        query
            .split('&')
            .filter_map(|pair| pair.split('=').next())
            .filter(|name| !name.is_empty())
            .filter(|name| !self.parameters.iter().any(|known| known == name))
            .map(|name| format!("?{name}"))
            .collect()
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} {}",
            self.method.to_uppercase(),
            self.template.0
        )
    }
}

fn operation(spec: &Value, path: &str, method: &str, item: &Value, body: &Value) -> Operation {
    let base = format!("/paths/{}/{method}", escaped(path));
    let request = body.get("requestBody").and_then(|request| {
        request.pointer(&format!("/content/{JSON}/schema"))?;
        Some(Request {
            pointer: format!("{base}/requestBody/content/{JSON}/schema"),
            required: request["required"].as_bool().unwrap_or_default(),
        })
    });
    let responses = body["responses"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(status, response)| {
            let place = match response["$ref"].as_str() {
                Some(reference) => reference.trim_start_matches('#').to_owned(),
                None => format!("{base}/responses/{status}"),
            };
            let pointers = [JSON, TABLE].map(|kind| format!("{place}/content/{kind}/schema"));
            let described = |pointer: &String| spec.pointer(pointer).is_some();
            (status.clone(), pointers.into_iter().find(described))
        })
        .collect();
    let parameters: Vec<&Value> = [item, body]
        .into_iter()
        .filter_map(|owner| owner["parameters"].as_array())
        .flatten()
        .collect();
    let named = |place: &str| {
        parameters
            .iter()
            .filter(|parameter| parameter["in"] == place)
            .filter_map(|parameter| Some((parameter["name"].as_str()?, *parameter)))
            .collect::<Vec<_>>()
    };
    Operation {
        method: method.to_owned(),
        template: Template(path.to_owned()),
        request,
        responses,
        ids: named("path")
            .into_iter()
            .filter(|(_, parameter)| {
                parameter["schema"]["$ref"] == "#/components/schemas/SnowflakeType"
            })
            .map(|(name, _)| format!("{{{name}}}"))
            .collect(),
        parameters: named("query")
            .into_iter()
            .map(|(name, _)| name.to_owned())
            .collect(),
    }
}

/// A pointer as it stands in an address: braces are not allowed there.
pub(super) fn in_address(pointer: &str) -> String {
    pointer
        .replace('{', "%7B")
        .replace('}', "%7D")
        .replace('@', "%40")
}

fn escaped(path: &str) -> String {
    path.replace('~', "~0").replace('/', "~1")
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.trim_matches('/').split('/')
}

fn is_name(segment: &str) -> bool {
    segment.starts_with('{')
}

fn without_query(path: &str) -> &str {
    path.split_once('?').map_or(path, |(path, _)| path)
}
