//! What a person sees and what Discord gets, as snapshots.

use embeds::pages::{self, Page, Turn};
use embeds::{
    Alt, Button, CustomId, Embed, LinkButton, Message, Modal, Picture, Row, Section, SelectOption,
    StringSelect, Style, TextInput, Tone, container, progress,
};

fn board() -> Message {
    let picture = Picture::new(
        "gallows.png",
        *b"png",
        Alt::new("Gallows: 3 of 7 mistakes; word _ A _ _"),
    );
    let key = |letter: char| {
        let id = CustomId::new("hm.letter", 1).arg(42).arg(letter);
        Button::new(Style::Secondary, letter)
            .id(id)
            .disabled(letter == 'A')
    };
    let give_up = Button::new(Style::Danger, "Give up")
        .emoji("🏳️")
        .id(CustomId::new("hm.give-up", 1).arg(42));
    container(Tone::Brand)
        .heading("Hangman")
        .text(format!("**Animals**, easy\n{}", progress::bar(3, 7, 7)))
        .picture(picture)
        .rows(Row::wrapped(('A'..='G').map(key)))
        .separator()
        .row(Row::buttons([give_up]))
        .subtext("Only <@1> can play")
        .into()
}

#[test]
fn a_board() {
    let rendered = board().finish().expect("a board");
    insta::assert_snapshot!(rendered.render_text());
    let json = serde_json::to_string_pretty(&rendered.to_json()).expect("JSON");
    insta::assert_snapshot!("board", json);
}

#[test]
fn a_result_says_its_colour_in_a_symbol() {
    let again = Section::new(
        "The word was **CAT**",
        Button::new(Style::Success, "Play again").id(CustomId::new("hm.again", 1)),
    );
    let rendered = Message::from(container(Tone::Success).heading("You won").section(again))
        .finish()
        .expect("a result");
    insta::assert_snapshot!(rendered.render_text());
}

#[test]
fn a_list_with_pages_and_a_select() {
    let page = Page::of(88, 10, Turn::To(3));
    let sort = StringSelect::new(CustomId::new("board.sort", 1))
        .placeholder("Sort by")
        .option(SelectOption::new("XP", "xp").selected(true))
        .option(SelectOption::new("Wins", "wins").description("most games won"));
    let list = container(Tone::Neutral)
        .heading("Leaderboard")
        .rows(pages::bar(&CustomId::new("board", 1), page))
        .row(Row::select(sort));
    insta::assert_snapshot!(Message::from(list).finish().expect("a list").render_text());
}

#[test]
fn a_classic_message() {
    let embed = Embed::new(Tone::Warning)
        .author("Guildhall")
        .title("Backup is old")
        .url("https://example.org")
        .description("Nobody made one\nsince Monday.")
        .field("Age", "3 days", true)
        .field("Last", "Monday", false)
        .thumbnail(Picture::new("clock.png", *b"png", Alt::new("A clock")))
        .footer("checked")
        .timestamp(1_700_000_000);
    let link = LinkButton::new("How to", "https://example.org/backup").emoji("📘");
    let message = Message::classic()
        .content("Look:")
        .embed(embed)
        .row(Row::buttons([link]));
    let rendered = Message::from(message).finish().expect("a message");
    insta::assert_snapshot!(rendered.render_text());
    let json = serde_json::to_string_pretty(&rendered.to_json()).expect("JSON");
    insta::assert_snapshot!("classic", json);
}

#[test]
fn a_modal() {
    let word = TextInput::short("word", "The whole word")
        .min(4)
        .max(14)
        .placeholder("for example TIGER");
    let why = TextInput::paragraph("why", "Why?")
        .required(false)
        .description("only if you like")
        .max(200);
    let modal = Modal::new(CustomId::new("hm.word", 1).arg(42), "Guess the word")
        .text_input(word)
        .text_input(why);
    let rendered = modal.finish().expect("a modal");
    insta::assert_snapshot!(rendered.render_text());
    let json = serde_json::to_string_pretty(&rendered.to_json()).expect("JSON");
    insta::assert_snapshot!("modal", json);
}

#[test]
fn debug_shows_no_bytes() {
    let message = Message::v2(vec![
        Picture::new("a.png", [222_u8, 173, 190, 239], Alt::new("x")).into(),
    ]);
    let rendered = message.clone().finish().expect("a picture");
    assert!(!format!("{message:?}{rendered:?}").contains("222"));
}
