//! Submissions that no client would send: each is refused with the name of the field, or what is too much is dropped.

use serde_json::{Value, json};

use super::{plain, stage};

fn label(component: impl Into<Value>) -> Value {
    json!({"type": 18, "id": 1, "component": component.into()})
}

/// The fields of an order that fits.
fn good() -> [Value; 5] {
    [
        json!({"type": 10, "id": 1}),
        label(json!({"type": 21, "id": 2, "custom_id": "size", "value": "small"})),
        label(json!({"type": 22, "id": 3, "custom_id": "tops", "values": ["nuts"]})),
        label(json!({"type": 23, "id": 4, "custom_id": "gift", "value": true})),
        label(json!({"type": 4, "id": 5, "custom_id": "words", "value": "hip"})),
    ]
}

/// A good order but for one field.
fn but(place: usize, component: Value) -> Value {
    let mut components = good();
    components[place] = component;
    json!(components)
}

#[tokio::test]
async fn each_fault_is_named_with_its_field() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let long = "x".repeat(10_000);
    let offer = "holds something that I did not offer. Please open the window again.";
    let words = "**words** must be 0 to 20 characters long.".to_owned();
    let cases = [
        (
            json!([]),
            "**Size** is missing. Please open the window again.".to_owned(),
        ),
        (
            json!(null),
            "**Size** is missing. Please open the window again.".to_owned(),
        ),
        (
            json!("x"),
            "**Size** is missing. Please open the window again.".to_owned(),
        ),
        (
            but(1, json!({"type": 18, "id": 1})),
            "**Size** is missing. Please open the window again.".to_owned(),
        ),
        (
            but(1, json!(7)),
            "**Size** is missing. Please open the window again.".to_owned(),
        ),
        (
            but(
                1,
                label(json!({"type": 21, "custom_id": "size", "value": "huge"})),
            ),
            format!("**Size** {offer}"),
        ),
        (
            but(
                1,
                label(json!({"type": 21, "custom_id": "size", "value": long})),
            ),
            format!("**Size** {offer}"),
        ),
        (
            but(
                1,
                label(json!({"type": 21, "custom_id": "size", "value": 7})),
            ),
            format!("**Size** {offer}"),
        ),
        (
            but(
                1,
                label(json!({"type": 4, "custom_id": "size", "value": "small"})),
            ),
            format!("**Size** {offer}"),
        ),
        (
            but(
                1,
                label(json!({"type": 999, "custom_id": "size", "value": "small"})),
            ),
            "**Size** is missing. Please open the window again.".to_owned(),
        ),
        (
            but(
                1,
                label(json!({"type": 21, "custom_id": "size", "value": null})),
            ),
            "**Size**: please choose 1 to 1.".to_owned(),
        ),
        (
            but(
                2,
                label(
                    json!({"type": 22, "custom_id": "tops", "values": ["nuts", "cream", "fruit"]}),
                ),
            ),
            "**tops**: please choose 0 to 2.".to_owned(),
        ),
        (
            but(
                2,
                label(json!({"type": 22, "custom_id": "tops", "values": ["gold"]})),
            ),
            format!("**tops** {offer}"),
        ),
        (
            but(
                2,
                label(json!({"type": 22, "custom_id": "tops", "values": ["nuts", "nuts"]})),
            ),
            format!("**tops** {offer}"),
        ),
        (
            but(
                2,
                label(json!({"type": 22, "custom_id": "tops", "values": {"0": "nuts"}})),
            ),
            format!("**tops** {offer}"),
        ),
        (
            but(
                3,
                label(json!({"type": 23, "custom_id": "gift", "value": "true"})),
            ),
            format!("**gift** {offer}"),
        ),
        (
            but(
                4,
                label(json!({"type": 4, "custom_id": "words", "value": long})),
            ),
            words.clone(),
        ),
        (
            but(
                4,
                label(json!({"type": 4, "custom_id": "words", "value": "x".repeat(21)})),
            ),
            words,
        ),
        (
            but(
                0,
                label(json!({"type": 21, "custom_id": "size", "value": "small"})),
            ),
            format!("**Size** {offer}"),
        ),
    ];
    for (components, expected) in cases {
        let modal = ann.slash("/parts order").await.unwrap().modal().unwrap();
        let data = json!({"custom_id": modal.custom_id, "components": components});
        let shown = ann.submit_forged(&modal, data).await.unwrap();
        let message = shown.message().unwrap();
        assert_eq!(plain(&message.content), expected, "{components}");
        assert!(message.ephemeral);
    }
    stage.finish();
}

#[tokio::test]
async fn a_field_is_named_in_the_persons_language() {
    let stage = stage().await;
    let ann = stage.person("ann");
    ann.person().set_locale("de");
    let modal = ann.slash("/parts order").await.unwrap().modal().unwrap();
    let data = json!({"custom_id": modal.custom_id, "components": []});
    let shown = ann.submit_forged(&modal, data).await.unwrap();
    let said = plain(&shown.message().unwrap().content);
    assert_eq!(
        said,
        "**Größe** fehlt. Bitte öffne das Fenster noch einmal."
    );
    stage.finish();
}

#[tokio::test]
async fn fields_that_nobody_asked_for_are_dropped() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let modal = ann.slash("/parts order").await.unwrap().modal().unwrap();
    let mut components = good().to_vec();
    components.push(label(
        json!({"type": 4, "id": 9, "custom_id": "admin", "value": "yes"}),
    ));
    components.push(json!({"type": 77, "deep": [[[[1]]]]}));
    let data = json!({"custom_id": modal.custom_id, "components": components, "resolved": 7, "more": true});
    let shown = ann.submit_forged(&modal, data).await.unwrap();
    let said = plain(&shown.message().unwrap().content);
    assert_eq!(said, r#"small ["nuts"] gift true words hip"#);
    stage.finish();
}

#[tokio::test]
async fn windows_of_another_release_are_refused() {
    let stage = stage().await;
    let ann = stage.person("ann");
    for id in ["parts.order:1:x", "parts.order:1", "parts.gone:1", "x"] {
        let modal = ann.slash("/parts order").await.unwrap().modal().unwrap();
        let data = json!({"custom_id": id, "components": good()});
        let shown = ann.submit_forged(&modal, data).await.unwrap();
        let said = plain(&shown.message().unwrap().content);
        assert!(
            said.starts_with("This button is from an older version"),
            "{id}: {said}"
        );
    }
    stage.finish();
}
