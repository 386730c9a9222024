//! What twilight-model lacks (`docs/upstream/twilight-model.md`). A test that fails here is good news: what works around
//! it can go.

use serde_json::json;
use twilight_model::application::interaction::modal::ModalInteractionComponent;
use twilight_model::channel::message::component::Component;

#[test]
fn a_radio_group_is_unknown_and_comes_out_empty() {
    let group = json!({"type": 21, "custom_id": "size", "options": [
        {"label": "Small", "value": "s"}, {"label": "Large", "value": "l"}]});
    let component: Component = serde_json::from_value(group).expect("read as unknown");
    assert_eq!(component, Component::Unknown(21));
    assert_eq!(
        serde_json::to_value(&component).expect("written"),
        json!({"type": 21})
    );
    let entered = json!({"type": 21, "id": 3, "custom_id": "size", "value": "l"});
    let entered: ModalInteractionComponent = serde_json::from_value(entered).expect("unknown");
    assert_eq!(entered, ModalInteractionComponent::Unknown(21));
}

#[test]
fn one_strange_value_spoils_a_whole_submission() {
    for field in [
        json!({"type": 5, "id": 2, "custom_id": "who", "values": ["me"]}),
        json!({"type": 4, "custom_id": "words", "value": "no id"}),
    ] {
        assert!(serde_json::from_value::<ModalInteractionComponent>(field).is_err());
    }
}
