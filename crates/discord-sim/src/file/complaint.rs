//! What is wrong with a file or a request: where, what, and what to do about it.

use std::fmt;

use serde::Serialize;

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Complaint {
    /// Line in the file, from 1, where there is a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The key as a person writes it: `guilds[0].channels[1].kind`; empty for the whole.
    pub path: String,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

impl Complaint {
    /// A mistake at a JSON pointer.
    pub(crate) fn new(
        pointer: &str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            line: None,
            path: spoken(pointer),
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }

    pub(crate) fn at(mut self, line: Option<usize>) -> Self {
        self.line = line;
        self
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}; {}", self.problem, self.remedy)
    }
}

/// Everything that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct FileError {
    /// The file, as it was named.
    pub file: String,
    /// The mistakes, in the order of their lines.
    pub complaints: Vec<Complaint>,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, complaint) in self.complaints.iter().enumerate() {
            if number > 0 {
                f.write_str("\n")?;
            }
            match complaint.line {
                Some(line) => write!(f, "{}:{line}: {complaint}", self.file)?,
                None => write!(f, "{}: {complaint}", self.file)?,
            }
        }
        Ok(())
    }
}

/// A JSON pointer as a person writes it: `/guilds/0/name` is `guilds[0].name`.
fn spoken(pointer: &str) -> String {
    let mut path = String::new();
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        if part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty() {
            path.push_str(&format!("[{part}]"));
        } else {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&part);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_told_with_file_line_key_and_remedy() {
        let error = FileError {
            file: "world.yaml".to_owned(),
            complaints: vec![
                Complaint::new(
                    "/guilds/0/channels/1/kind",
                    "\"txet\" is no kind",
                    "write text",
                )
                .at(Some(7)),
                Complaint::new("", "the file is empty", "describe a guild"),
            ],
        };
        assert_eq!(
            error.to_string(),
            "world.yaml:7: guilds[0].channels[1].kind: \"txet\" is no kind; write text\n\
             world.yaml: the file is empty; describe a guild"
        );
    }
}
