//! The doll: on its string while the game runs, on its feet when the word was found, asleep when it was not.

use super::{CORAL, CREAM, INK, STROKES, SUN, Svg, WOOD};
use crate::domain::game::Status;

const SWEATER: &str = "#6db3f8";
const SWEATER_DARK: &str = "#4a93de";
const TROUSERS: &str = "#c3caef";

/// Pieces of confetti: position, turn in degrees, colour.
const CONFETTI: &[((f32, f32), f32, &str)] = &[
    ((196.0, 92.0), 20.0, SUN),
    ((216.0, 152.0), 70.0, CORAL),
    ((240.0, 60.0), 110.0, "#9be7c4"),
    ((276.0, 92.0), 35.0, CORAL),
    ((318.0, 76.0), 150.0, SWEATER),
    ((352.0, 98.0), 60.0, SUN),
    ((370.0, 156.0), 15.0, "#9be7c4"),
    ((398.0, 128.0), 95.0, CORAL),
    ((206.0, 206.0), 130.0, SWEATER),
    ((392.0, 204.0), 40.0, SUN),
    ((410.0, 236.0), 75.0, SWEATER),
    ((300.0, 42.0), 10.0, SUN),
];

/// Draws the doll as far as it got, or all of it when it celebrates.
pub(super) fn draw(svg: &mut Svg, strokes: u8, status: Status) {
    match status {
        Status::Won => {
            if strokes >= 3 {
                svg.stroke("M250 72V92", CREAM, 4.0);
            }
            svg.0.push_str(r#"<g transform="translate(50 28)">"#);
            limbs(svg, STROKES, true);
            body(svg);
            head(svg, status);
            svg.0.push_str("</g>");
            for ((x, y), turn, colour) in CONFETTI {
                svg.element(
                    "rect",
                    format_args!(r#"x="{x}" y="{y}" width="11" height="6" rx="2" fill="{colour}" transform="rotate({turn} {x} {y})""#),
                );
            }
        }
        Status::Running | Status::Lost | Status::GivenUp | Status::Expired => {
            if strokes >= 3 {
                svg.stroke("M250 72V98", CREAM, 4.0);
            }
            limbs(svg, strokes, false);
            if strokes >= 5 {
                body(svg);
            }
            if strokes >= 4 {
                head(svg, status);
            }
            if status == Status::GivenUp {
                flag(svg);
            }
        }
    }
}

fn limbs(svg: &mut Svg, strokes: u8, joyful: bool) {
    let (left_arm, right_arm, hands) = if joyful {
        (
            "M236 166C222 160 212 148 208 132",
            "M264 166C278 160 288 148 292 132",
            [(207.0, 128.0), (293.0, 128.0)],
        )
    } else {
        (
            "M236 166C226 174 218 186 216 198",
            "M264 166C274 174 282 186 284 198",
            [(216.0, 202.0), (284.0, 202.0)],
        )
    };
    for (needed, path, hand) in [(6, left_arm, hands[0]), (7, right_arm, hands[1])] {
        if strokes >= needed {
            svg.stroke(path, SWEATER_DARK, 12.0);
            svg.dot(hand, 7.0, CREAM);
        }
    }
    for (needed, leg, shoe) in [
        (8, "M241 210L237 244", "M226 251H238"),
        (9, "M259 210L263 244", "M262 251H274"),
    ] {
        if strokes >= needed {
            svg.stroke(leg, TROUSERS, 12.0);
            svg.stroke(shoe, CORAL, 10.0);
        }
    }
}

fn body(svg: &mut Svg) {
    svg.plate((228.0, 148.0), (44.0, 68.0), 18.0, SWEATER);
    svg.stroke("M231 184H269M232 196H268", CREAM, 4.0);
}

fn head(svg: &mut Svg, status: Status) {
    svg.dot((250.0, 126.0), 29.0, CREAM);
    svg.stroke("M240 99C244 92 256 92 260 99", "#b9794a", 7.0);
    for x in [232.0, 268.0] {
        svg.dot((x, 134.0), 4.5, "#ffc3b0");
    }
    let (eyes, mouth) = match status {
        Status::Won => (
            "M235 126C237 121 242 121 244 126M256 126C258 121 263 121 265 126",
            "M241 134C244 143 256 143 259 134Z",
        ),
        Status::Running => ("M240 123V126M260 123V126", "M245 139H255"),
        Status::GivenUp => (
            "M240 123V126M260 123V126",
            "M243 141C247 137 253 137 257 141",
        ),
        Status::Lost | Status::Expired => {
            svg.stroke("M290 96H304L290 112H304M312 72H322L312 84H322", CREAM, 4.0);
            (
                "M235 124C237 129 242 129 244 124M256 124C258 129 263 129 265 124",
                "M246 140H254",
            )
        }
    };
    svg.stroke(eyes, INK, 4.5);
    svg.stroke(mouth, INK, 4.0);
    if status == Status::Won {
        svg.fill(mouth, INK);
    }
}

fn flag(svg: &mut Svg) {
    svg.stroke("M338 288V214", WOOD, 6.0);
    svg.fill(
        "M341 212C356 204 368 222 388 212V246C368 256 356 238 341 246Z",
        CREAM,
    );
}
