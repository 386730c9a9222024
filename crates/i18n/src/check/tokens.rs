//! Rust source as words, string literals and signs: no grammar, no meaning.

pub(super) type Tokens = Vec<(usize, Token)>;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    Literal(String),
    Sign(char),
}

pub(super) fn word(tokens: &Tokens, at: Option<usize>) -> Option<&str> {
    match tokens.get(at?) {
        Some((_, Token::Word(word))) => Some(word),
        _ => None,
    }
}

pub(super) fn sign(tokens: &Tokens, at: Option<usize>) -> Option<char> {
    match tokens.get(at?) {
        Some((_, Token::Sign(sign))) => Some(*sign),
        _ => None,
    }
}

/// Where the bracket that opens at `at` closes.
pub(super) fn matching(tokens: &Tokens, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, (_, token)) in tokens.iter().enumerate().skip(at) {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(index);
                }
            }
            _ => {}
        }
    }
    None
}

/// Words, string literals and signs with their lines; comments, numbers and character literals are skipped.
pub(super) fn tokenize(source: &str) -> Tokens {
    let mut reader = Reader {
        rest: source,
        line: 1,
    };
    let mut tokens = Vec::new();
    while let Some(c) = reader.peek() {
        let line = reader.line;
        if reader.rest.starts_with("//") {
            reader.take_while(|c| c != '\n');
        } else if reader.rest.starts_with("/*") {
            reader.skip_block_comment();
        } else if let Some(literal) = reader.string_literal() {
            tokens.push((line, Token::Literal(literal)));
        } else if c == '\'' {
            reader.skip_char_or_lifetime();
        } else if c.is_alphanumeric() || c == '_' {
            let word = reader.take_while(|c| c.is_alphanumeric() || c == '_');
            tokens.push((line, Token::Word(word.to_owned())));
        } else {
            reader.next();
            if !c.is_whitespace() {
                tokens.push((line, Token::Sign(c)));
            }
        }
    }
    tokens
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.advance(c.len_utf8());
        Some(c)
    }

    fn advance(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes.min(self.rest.len()));
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        self.advance(end)
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            if self.rest.starts_with("/*") {
                depth += 1;
                self.advance(2);
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                self.advance(2);
            } else if self.next().is_none() {
                return;
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// A plain, byte or raw string that begins right here.
    fn string_literal(&mut self) -> Option<String> {
        let unprefixed = self.rest.strip_prefix(['b', 'c']).unwrap_or(self.rest);
        let prefix = self.rest.len() - unprefixed.len();
        if let Some(after_r) = unprefixed.strip_prefix('r') {
            let hashes = after_r.len() - after_r.trim_start_matches('#').len();
            let body = after_r.get(hashes..)?.strip_prefix('"')?;
            let end = format!("\"{}", "#".repeat(hashes));
            let length = body.find(&end).unwrap_or(body.len());
            let text = body.get(..length)?.to_owned();
            self.advance(prefix + 1 + hashes + 1 + length + end.len());
            return Some(text);
        }
        unprefixed.strip_prefix('"')?;
        self.advance(prefix + 1);
        let mut text = String::new();
        while let Some(c) = self.next() {
            match c {
                '"' => break,
                '\\' => match self.next() {
                    Some('\n') => {
                        self.take_while(char::is_whitespace);
                    }
                    // Keys have no escapes; whatever this was, it only has to stay apart from them.
                    Some(escaped) => text.extend(['\\', escaped]),
                    None => break,
                },
                c => text.push(c),
            }
        }
        Some(text)
    }

    fn skip_char_or_lifetime(&mut self) {
        self.next();
        match (self.next(), self.peek()) {
            (Some('\\'), _) => {
                self.next();
                self.take_while(|c| c != '\'' && c != '\n');
                self.next();
            }
            (Some(_), Some('\'')) => {
                self.next();
            }
            // A lifetime: its name is a word like any other.
            _ => {}
        }
    }
}
