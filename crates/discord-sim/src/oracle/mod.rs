//! Discord's own OpenAPI description as a judge of requests and answers, where the file is present.
//!
//! It knows shapes and lengths of the REST API, nothing of gateway events, interaction payloads, state or time, and it
//! accepts much that Discord refuses: [`crate::validate`] adds those rules. The file is found, never held by this
//! repository: by the variable `DISCORD_OPENAPI`, or as `shared/discord/openapi.json` in a folder above this crate or the
//! current one.

mod corrections;
mod explain;
mod fields;
mod operations;

use std::{
    collections::HashMap,
    env, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use jsonschema::{Draft, Registry, RegistryBuilder, Validator};
use serde_json::{Value, json};

use operations::{Found, Operations};

/// Variable that names the file.
const VARIABLE: &str = "DISCORD_OPENAPI";
/// Where the file lies beside a repository.
const BESIDE: &str = "shared/discord/openapi.json";
/// Name of the description among schemas.
const URN: &str = "urn:discord";
/// Answers from here on are not described.
const SERVER_ERRORS: u16 = 500;

/// Why a description cannot judge.
#[derive(Debug, thiserror::Error)]
pub enum OracleError {
    /// The file cannot be read.
    #[error("failed to read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not JSON.
    #[error("{} is not json", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// The description does not hold together.
    #[error("the description's schemas do not resolve: {0}")]
    Schemas(String),
}

/// The corrected description; validators are compiled when an operation is first judged and kept.
pub struct Oracle {
    spec: Value,
    operations: Operations,
    registry: Registry<'static>,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Oracle {
    /// The description that is present, read once per process; `None` where there is none (say so).
    ///
    /// A file that is present but broken is logged as an error and counts as absent.
    #[must_use]
    pub fn load() -> Option<Arc<Self>> {
        static LOADED: OnceLock<Option<Arc<Oracle>>> = OnceLock::new();
        LOADED
            .get_or_init(|| {
                let path = find()?;
                match Self::open(&path) {
                    Ok(oracle) => Some(Arc::new(oracle)),
                    Err(error) => {
                        tracing::error!(path = %path.display(), %error, "discord's openapi description is unusable");
                        None
                    }
                }
            })
            .clone()
    }

    /// Reads a description.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is not JSON, or its schemas do not resolve.
    pub fn open(path: &Path) -> Result<Self, OracleError> {
        let text = fs::read_to_string(path).map_err(|source| OracleError::Read {
            path: path.to_owned(),
            source,
        })?;
        let spec = serde_json::from_str(&text).map_err(|source| OracleError::Json {
            path: path.to_owned(),
            source,
        })?;
        Self::new(spec)
    }

    /// Takes a description and corrects it.
    ///
    /// # Errors
    ///
    /// When its schemas do not resolve.
    pub fn new(mut spec: Value) -> Result<Self, OracleError> {
        corrections::apply(&mut spec);
        let registry = Registry::new()
            .add(URN, spec.clone())
            .and_then(RegistryBuilder::prepare)
            .map_err(|error| OracleError::Schemas(error.to_string()))?;
        Ok(Self {
            operations: Operations::of(&spec),
            spec,
            registry,
            validators: Mutex::default(),
        })
    }

    /// Problems of a request; empty when it is fine, or when the operation is known to be missing in the description.
    ///
    /// `path` has no `/api/v10` and may carry a query. `body` is the JSON body, or `payload_json` of a multipart one.
    #[must_use]
    pub fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Vec<String> {
        let operation = match self.operations.find(method, path) {
            Found::Operation(operation) => operation,
            Found::KnownMissing => return Vec::new(),
            Found::Unknown => return vec![unknown(method, path)],
        };
        let mut problems = operation.bad_ids(path);
        match (&operation.request, body) {
            (Some(request), Some(body)) => {
                problems.extend(self.judge(&request.pointer, body));
            }
            (Some(request), None) if request.required => {
                problems.push("a body is required".to_owned());
            }
            _ => {}
        }
        titled(problems, operation, "request")
    }

    /// Problems of an answer; `body` is null where the answer has none.
    ///
    /// Answers from status 500 on are not described and pass.
    #[must_use]
    pub fn response(&self, method: &str, path: &str, status: u16, body: &Value) -> Vec<String> {
        if status >= SERVER_ERRORS {
            return Vec::new();
        }
        let operation = match self.operations.find(method, path) {
            Found::Operation(operation) => operation,
            Found::KnownMissing => return Vec::new(),
            Found::Unknown => return vec![unknown(method, path)],
        };
        let problems = match operation.response(status) {
            None => vec![format!("status {status} is not described")],
            Some(None) if body.is_null() => Vec::new(),
            Some(None) => vec![format!("status {status} has no body")],
            Some(Some(pointer)) => self.judge(pointer, body),
        };
        titled(problems, operation, &format!("answer {status}"))
    }

    /// Pointers of fields in a request that the description does not know, and names of such query parameters.
    ///
    /// Discord ignores them; a typing error in a field's name shows only here.
    #[must_use]
    pub fn unknown_fields(&self, method: &str, path: &str, body: Option<&Value>) -> Vec<String> {
        let Found::Operation(operation) = self.operations.find(method, path) else {
            return Vec::new();
        };
        let mut unknown = operation.unknown_parameters(path);
        match (&operation.request, body) {
            (Some(request), Some(body)) => {
                if let Some(schema) = self.spec.pointer(&request.pointer) {
                    unknown.extend(fields::unknown(&self.spec, schema, body));
                }
            }
            (None, Some(body)) if !body.is_null() => unknown.push("body".to_owned()),
            _ => {}
        }
        unknown
    }

    fn judge(&self, pointer: &str, body: &Value) -> Vec<String> {
        match self.validator(pointer) {
            Ok(validator) => explain::problems(validator.iter_errors(body)),
            Err(problem) => vec![problem],
        }
    }

    fn validator(&self, pointer: &str) -> Result<Arc<Validator>, String> {
        let mut validators = self
            .validators
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(validator) = validators.get(pointer) {
            return Ok(Arc::clone(validator));
        }
        let reference = format!("{URN}#{}", operations::in_address(pointer));
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .build(&json!({ "$ref": reference }))
            .map_err(|error| format!("the schema at {pointer} does not compile: {error}"))?;
        let validator = Arc::new(validator);
        validators.insert(pointer.to_owned(), Arc::clone(&validator));
        Ok(validator)
    }
}

impl std::fmt::Debug for Oracle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Oracle")
            .field("operations", &self.operations.len())
            .finish_non_exhaustive()
    }
}

fn unknown(method: &str, path: &str) -> String {
    format!("{method} {path}: unknown operation")
}

fn titled(
    problems: Vec<String>,
    operation: &operations::Operation,
    direction: &str,
) -> Vec<String> {
    problems
        .into_iter()
        .map(|problem| format!("{operation}: {direction}: {problem}"))
        .collect()
}

fn find() -> Option<PathBuf> {
    if let Some(named) = env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
        return Some(PathBuf::from(named));
    }
    let here = env::current_dir().ok();
    [Some(PathBuf::from(env!("CARGO_MANIFEST_DIR"))), here]
        .into_iter()
        .flatten()
        .find_map(|start| {
            start
                .ancestors()
                .map(|folder| folder.join(BESIDE))
                .find(|path| path.is_file())
        })
}
