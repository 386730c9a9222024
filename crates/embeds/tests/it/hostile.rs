//! Whatever the texts, what comes out is a message that Discord takes.

use embeds::{
    Alt, AnyButton, Block, BuildError, Button, Checkbox, CheckboxGroup, CustomId, Embed, Field,
    FileUpload, GroupOption, LinkButton, Mentions, Message, Modal, Picture, Piece, RadioGroup, Row,
    Section, SelectOption, Separator, StringSelect, Style, TextInput, Tone, UserSelect, container,
    heading, subtext, text,
};
use proptest::prelude::*;

use crate::checker;

/// Texts that people send to see what breaks.
fn hostile() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "",
        " ",
        "\0",
        "\u{200b}",
        "\u{2068}\u{2069}",
        "@everyone",
        "<@1>",
        "||",
        "```",
        "`",
        "\\",
        "[x](https://example.org)",
        "\r\n",
        "👨‍👩‍👧‍👦",
        "🏳️‍🌈",
        "e\u{301}\u{301}\u{301}",
        "\u{202e}gnp.exe",
        "مرحبا",
        "שלום",
        "田中",
        "ﷺ",
        "\u{1f1e9}\u{1f1ea}",
        "<t:1700000000:R>",
        "# ",
        "✅",
        "\u{feff}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{fffe}",
        "\u{e0041}",
        "a",
        "Ж",
    ]);
    prop_oneof![
        3 => any::<String>(),
        3 => prop::collection::vec(nasty.clone(), 0..12).prop_map(|parts| parts.concat()),
        2 => (nasty, 1_usize..3_000).prop_map(|(part, times)| part.repeat(times)),
        1 => (any::<char>(), 0_usize..7_000).prop_map(|(c, times)| c.to_string().repeat(times)),
        1 => (1_usize..2_000).prop_map(|marks| format!("e{}", "\u{301}".repeat(marks))),
    ]
}

fn tone() -> impl Strategy<Value = Tone> {
    prop::sample::select(Tone::ALL.to_vec())
}

fn picture() -> impl Strategy<Value = Picture> {
    (hostile(), hostile(), any::<bool>()).prop_map(|(name, alt, hidden)| {
        Picture::new(&name, *b"png", Alt::new(&alt)).spoiler(hidden)
    })
}

fn button() -> impl Strategy<Value = AnyButton> {
    (
        hostile(),
        any::<u64>(),
        any::<bool>(),
        prop::option::of(Just("🎉")),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(label, key, disabled, emoji, link)| {
            if link {
                return LinkButton::new(label, "https://example.org/a?b=c").into();
            }
            let button = Button::new(Style::Primary, label)
                .id(CustomId::new("t.b", 1).arg(key))
                .disabled(disabled);
            match emoji {
                Some(emoji) => button.emoji(emoji).into(),
                None => button.into(),
            }
        })
}

fn select() -> impl Strategy<Value = StringSelect> {
    (
        any::<u64>(),
        prop::collection::vec((hostile(), hostile()), 1..25),
        hostile(),
        0_u8..3,
    )
        .prop_map(|(key, options, placeholder, min)| {
            let options = options
                .into_iter()
                .enumerate()
                .map(|(value, (label, more))| {
                    SelectOption::new(label, value.to_string()).description(more)
                });
            StringSelect::new(CustomId::new("t.s", 1).arg(key))
                .options(options)
                .placeholder(placeholder)
                .choose(min.min(1)..=25)
        })
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop_oneof![
        prop::collection::vec(button(), 0..12).prop_map(Row::wrapped),
        select().prop_map(|select| vec![Row::select(select)]),
    ]
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    prop_oneof![
        hostile().prop_map(|t| vec![text(t).into()]),
        hostile().prop_map(|t| vec![
            heading(&t).into(),
            Separator::line().into(),
            subtext(&t).into()
        ]),
        rows().prop_map(|rows| rows.into_iter().map(Piece::from).collect()),
        prop::collection::vec(picture(), 0..3).prop_map(|pictures| vec![Piece::Gallery(pictures)]),
        (prop::collection::vec(hostile(), 1..5), picture()).prop_map(|(texts, picture)| {
            let section = texts[1..]
                .iter()
                .fold(Section::new(texts[0].as_str(), picture), |section, text| {
                    section.text(text.as_str())
                });
            vec![section.into()]
        }),
    ]
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let framed = (tone(), prop::collection::vec(pieces(), 0..5)).prop_map(|(tone, pieces)| {
        let filled = pieces
            .into_iter()
            .flatten()
            .fold(container(tone), embeds::Container::piece);
        vec![Block::from(filled)]
    });
    let free = pieces().prop_map(|pieces| pieces.into_iter().map(Block::from).collect());
    prop::collection::vec(prop_oneof![framed, free], 1..4)
        .prop_map(|blocks: Vec<Vec<Block>>| blocks.concat())
}

fn embed() -> impl Strategy<Value = Embed> {
    let texts = (hostile(), hostile(), hostile(), hostile());
    (
        tone(),
        texts,
        prop::collection::vec((hostile(), hostile(), any::<bool>()), 0..26),
        prop::option::of(picture()),
    )
        .prop_map(
            |(tone, (title, description, author, footer), fields, image)| {
                let embed = Embed::new(tone)
                    .title(title)
                    .description(description)
                    .author(author)
                    .footer(footer)
                    .timestamp(0);
                let embed = fields
                    .into_iter()
                    .fold(embed, |embed, (name, value, inline)| {
                        embed.field(name, value, inline)
                    });
                match image {
                    Some(image) => embed.image(image),
                    None => embed,
                }
            },
        )
}

/// Discord takes the message, or the view put too much into it.
fn judge(message: Message) -> Result<(), TestCaseError> {
    match message.finish() {
        Ok(rendered) => {
            let problems = checker::message(&rendered.to_json());
            prop_assert!(problems.is_empty(), "{problems:#?}");
            prop_assert!(!rendered.render_text().trim().is_empty());
        }
        Err(BuildError::TooMany { .. } | BuildError::DuplicateId { .. } | BuildError::Empty) => {}
        Err(other) => prop_assert!(false, "{other}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn v2_messages_are_always_valid(blocks in blocks()) {
        judge(Message::v2(blocks).mentions(Mentions::none()))?;
    }

    #[test]
    fn classic_messages_are_always_valid(content in hostile(), embeds in prop::collection::vec(embed(), 0..4), rows in rows()) {
        let message = embeds.into_iter().fold(Message::classic().content(content), embeds::Classic::embed);
        judge(message.rows(rows).into())?;
    }

    #[test]
    fn modals_are_always_valid(title in hostile(), inputs in prop::collection::vec((hostile(), hostile(), any::<u16>(), any::<u16>()), 1..=5)) {
        let modal = inputs.into_iter().enumerate().fold(Modal::new(CustomId::new("t.m", 1), title), |modal, (n, (a, b, min, max))| {
            let input = TextInput::paragraph(&format!("field{n}"), a.clone()).description(b.clone()).placeholder(a).value(b);
            modal.text_input(input.min(min).max(max).required(min > 0))
        });
        let rendered = modal.finish().expect("five inputs at most");
        let problems = checker::modal(&rendered.to_json());
        prop_assert!(problems.is_empty(), "{problems:#?}");
    }

    #[test]
    fn fields_are_valid_or_refused(
        texts in prop::collection::vec(hostile(), 12..=12),
        count in 0_usize..12,
        (min, max) in (0_u8..12, 0_u8..30),
        required in prop::option::of(any::<bool>()),
        kind in 0_u8..6,
    ) {
        let options = || texts.iter().take(count).enumerate().map(|(n, text)| GroupOption::new(text, n.to_string()).description(text));
        let wish = required.unwrap_or(min > 0);
        let field = match kind {
            0 => Field::new(&texts[0], RadioGroup::new("f").options(options()).required(wish)),
            1 => Field::new(&texts[0], CheckboxGroup::new("f").options(options()).choose(min..=max).required(wish)),
            2 => Field::new(&texts[0], Checkbox::new("f").checked(wish)),
            3 => Field::new(&texts[0], FileUpload::new("f").files(min..=max).required(wish)),
            4 => Field::new(&texts[0], UserSelect::field("f").choose(min..=max).placeholder(&texts[1]).required(wish)),
            _ => {
                let options = texts.iter().take(count).enumerate().map(|(n, text)| SelectOption::new(text, n.to_string()));
                Field::new(&texts[0], StringSelect::field("f").options(options).choose(min..=max))
            }
        };
        let modal = Modal::new(CustomId::new("t.m", 1), "x").text(&texts[1]).field(field.description(&texts[2]));
        match modal.finish() {
            Ok(rendered) => {
                let problems = checker::modal(&rendered.to_json());
                prop_assert!(problems.is_empty(), "{problems:#?}");
                prop_assert!(!rendered.render_text().trim().is_empty());
            }
            Err(BuildError::Options { .. } | BuildError::Choose { .. } | BuildError::Required { .. } | BuildError::NoOptions { .. }) => {}
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn one_text_never_fails(hostile in hostile()) {
        let framed = Message::from(container(Tone::Danger).text(hostile.clone()));
        let embedded = Message::classic().embed(Embed::new(Tone::Warning).description(hostile.clone()));
        for message in [framed, embedded.into(), Message::v2(vec![text(hostile.clone()).into()]), Message::classic().content(hostile).into()] {
            let rendered = message.finish();
            let blank = matches!(rendered, Err(BuildError::Empty));
            if !blank {
                let problems = checker::message(&rendered.expect("only text").to_json());
                prop_assert!(problems.is_empty(), "{problems:#?}");
            }
        }
    }
}
