//! Whether a text sets off a rule: keywords with wildcards, patterns, allow lists, presets, mentions.
//!
//! Trigger 3, spam, is a judgement of Discord's own that nobody can foresee: here it never acts.

use std::{collections::BTreeSet, ops::Range};

use serde_json::Value;

use super::{Rule, words};
use crate::validate::moderation_rule::trigger;

/// What set a rule off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    /// The keyword or pattern as the rule has it; `None` for mentions.
    pub(super) keyword: Option<String>,
    /// The part of the text.
    pub(super) content: Option<String>,
}

/// A text, with each character in lower case beside itself.
struct Text {
    written: Vec<char>,
    lower: Vec<char>,
}

fn lower(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| c.to_lowercase().next().unwrap_or(c))
        .collect()
}

impl Text {
    fn of(text: &str) -> Self {
        Self {
            written: text.chars().collect(),
            lower: lower(text),
        }
    }

    /// Where a keyword stands: `cat` as a word, `cat*` at a word's begin, `*cat` at its end, `*cat*` anywhere.
    fn places(&self, keyword: &str) -> Vec<Range<usize>> {
        let inner = keyword.strip_prefix('*');
        let (free_start, inner) = (inner.is_some(), inner.unwrap_or(keyword));
        let shorter = inner.strip_suffix('*');
        let (free_end, inner) = (shorter.is_some(), shorter.unwrap_or(inner));
        let wanted = lower(inner);
        if wanted.is_empty() {
            return Vec::new();
        }
        let in_word = |at: Option<usize>| {
            at.and_then(|at| self.lower.get(at))
                .is_some_and(|c| c.is_alphanumeric())
        };
        let starts = self.lower.windows(wanted.len()).enumerate();
        starts
            .filter(|(_, window)| *window == wanted.as_slice())
            .map(|(start, _)| start..start + wanted.len())
            .filter(|place| free_start || !in_word(place.start.checked_sub(1)))
            .filter(|place| free_end || !in_word(Some(place.end)))
            .collect()
    }

    fn part(&self, place: &Range<usize>) -> String {
        self.written
            .get(place.clone())
            .unwrap_or_default()
            .iter()
            .collect()
    }

    /// A place in bytes as one in characters.
    fn in_characters(&self, bytes: Range<usize>) -> Range<usize> {
        let mut at = 0;
        let mut place = self.written.len()..self.written.len();
        for (index, c) in self.written.iter().enumerate() {
            if at == bytes.start {
                place.start = index;
            }
            if at == bytes.end {
                place.end = index;
            }
            at += c.len_utf8();
        }
        place
    }
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// What in a text sets a rule off, if anything does.
pub(super) fn find(rule: &Rule, content: &str) -> Option<Hit> {
    if rule.trigger == trigger::MENTIONS {
        let limit = rule.metadata["mention_total_limit"]
            .as_u64()
            .unwrap_or_default();
        let over = mentions(content) as u64 > limit;
        return over.then_some(Hit {
            keyword: None,
            content: None,
        });
    }
    let text = Text::of(content);
    let allowed: Vec<Range<usize>> = texts(&rule.metadata["allow_list"])
        .flat_map(|keyword| text.places(keyword))
        .collect();
    let free = |place: &Range<usize>| {
        allowed
            .iter()
            .any(|allowed| allowed.start <= place.start && place.end <= allowed.end)
    };
    let presets = rule.metadata["presets"].as_array().into_iter().flatten();
    let preset_words = presets
        .filter_map(Value::as_u64)
        .flat_map(words::preset)
        .map(|word| -> &str { word });
    let keywords = texts(&rule.metadata["keyword_filter"]).chain(preset_words);
    for keyword in keywords {
        if let Some(place) = text.places(keyword).into_iter().find(|place| !free(place)) {
            return Some(Hit {
                keyword: Some(keyword.to_owned()),
                content: Some(text.part(&place)),
            });
        }
    }
    let written = texts(&rule.metadata["regex_patterns"]);
    for (pattern, written) in rule.patterns.iter().zip(written) {
        let mut places = pattern
            .find_iter(content)
            .map(|found| text.in_characters(found.range()));
        if let Some(place) = places.find(|place| !free(place)) {
            return Some(Hit {
                keyword: Some(written.to_owned()),
                content: Some(text.part(&place)),
            });
        }
    }
    None
}

/// Different users and roles that a text mentions.
fn mentions(content: &str) -> usize {
    let mut found = BTreeSet::new();
    for part in content.split("<@").skip(1) {
        if let Some((inside, _)) = part.split_once('>') {
            let digits = inside.trim_start_matches(['&', '!']);
            if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                found.insert(inside.trim_start_matches('!'));
            }
        }
    }
    found.len()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rule(trigger: u64, metadata: &Value) -> Rule {
        let mut rule = Rule::bare(1, 2, 3, trigger);
        rule.take(&json!({"trigger_metadata": metadata}));
        rule
    }

    fn hit(trigger: u64, metadata: &Value, content: &str) -> Option<Hit> {
        find(&rule(trigger, metadata), content)
    }

    #[test]
    fn wildcards_say_where_in_a_word_a_keyword_counts() {
        for (keyword, text, found) in [
            ("cat", "my CAT!", Some("CAT")),
            ("cat", "catch", None),
            ("cat", "wildcat", None),
            ("cat*", "Catch it", Some("Cat")),
            ("cat*", "wildcat", None),
            ("*cat", "a copyCat.", Some("Cat")),
            ("*cat", "cats", None),
            ("*cat*", "location", Some("cat")),
            ("bad phrase", "a Bad Phrase here", Some("Bad Phrase")),
            ("bad phrase", "bad phrases", None),
            ("ärger", "ÄRGER", Some("ÄRGER")),
            ("*", "anything", None),
        ] {
            let hit = hit(
                trigger::KEYWORD,
                &json!({"keyword_filter": [keyword]}),
                text,
            );
            let content = hit.and_then(|hit| hit.content);
            assert_eq!(content.as_deref(), found, "{keyword} in {text}");
        }
    }

    #[test]
    fn patterns_are_rusts_and_ignore_case() {
        let metadata = json!({"regex_patterns": ["b[a4]d", "ä+"]});
        let found = hit(trigger::KEYWORD, &metadata, "so ü B4D").expect("a hit");
        assert_eq!(
            (found.keyword.as_deref(), found.content.as_deref()),
            (Some("b[a4]d"), Some("B4D"))
        );
        let found = hit(trigger::KEYWORD, &metadata, "xÄÄx").expect("a hit");
        assert_eq!(found.content.as_deref(), Some("ÄÄ"));
        assert_eq!(hit(trigger::KEYWORD, &metadata, "bid"), None);
    }

    #[test]
    fn an_allow_list_frees_what_lies_within_it() {
        let metadata = json!({"keyword_filter": ["*ass*"], "allow_list": ["class*"], "regex_patterns": ["as{2}"]});
        assert_eq!(hit(trigger::KEYWORD, &metadata, "my class"), None);
        assert!(hit(trigger::KEYWORD, &metadata, "my class, an ass").is_some());
    }

    #[test]
    fn presets_have_words_of_their_own() {
        for (preset, text) in [(1, "oh damn"), (2, "porno"), (3, "slurword")] {
            let metadata = json!({"presets": [preset]});
            assert!(hit(trigger::PRESET, &metadata, text).is_some(), "{text}");
            assert_eq!(hit(trigger::PRESET, &metadata, "good morning"), None);
        }
        let allowed = json!({"presets": [1], "allow_list": ["damn"]});
        assert_eq!(hit(trigger::PRESET, &allowed, "damn"), None);
    }

    #[test]
    fn mentions_count_once_each() {
        let metadata = json!({"mention_total_limit": 2});
        assert_eq!(
            hit(trigger::MENTIONS, &metadata, "<@1> <@!1> <@&2> <@x>"),
            None
        );
        assert!(hit(trigger::MENTIONS, &metadata, "<@1> <@2> <@&2>").is_some());
    }

    #[test]
    fn spam_is_never_found() {
        assert_eq!(hit(trigger::SPAM, &json!({}), "BUY BUY BUY"), None);
    }
}
