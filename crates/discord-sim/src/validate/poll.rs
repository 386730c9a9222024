//! Polls: question, answers, duration.

use super::{
    emoji::emoji,
    form::{Form, Need::Optional, Need::Required, Object},
};

/// Code points of the question (docs).
const QUESTION: usize = 300;
/// Code points of an answer (docs).
const ANSWER: usize = 55;
/// Answers of one poll (docs).
const ANSWERS: usize = 10;
/// Longest duration in hours: 32 days (docs).
const HOURS: i64 = 768;

/// Checks `poll`.
pub(super) fn poll(form: &mut Form, body: &Object) {
    form.nested(body, "poll", Optional, |form, poll| {
        form.nested(poll, "question", Required, |form, question| {
            form.text(question, "text", Required, 1..=QUESTION);
        });
        if let Some(answers) = form.list(poll, "answers", Required, 1..=ANSWERS) {
            form.each("answers", answers, |form, answer, _| {
                form.nested(answer, "poll_media", Required, |form, media| {
                    form.text(media, "text", Required, 1..=ANSWER);
                    emoji(form, media);
                });
            });
        }
        form.integer(poll, "duration", Optional, 1..=HOURS);
        form.boolean(poll, "allow_multiselect");
        form.one_of(poll, "layout_type", Optional, &[1]);
    });
}
