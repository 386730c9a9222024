//! Windows with all kinds of fields.

use discord_sim::permission;

use super::{plain, stage};

#[tokio::test]
async fn groups_checkboxes_and_texts_arrive_typed() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let modal = ann.slash("/parts order").await.unwrap().modal().unwrap();
    assert_eq!(modal.texts, ["Baked by **tomorrow**."]);
    let values = [
        ("Size", "large"),
        ("On top", "fruit, nuts"),
        ("Gift", "true"),
        ("Words", "hip hip"),
    ];
    let shown = ann.submit(&modal, &values).await.unwrap();
    let message = shown.message().unwrap();
    assert!(message.ephemeral);
    let said = plain(&message.content);
    assert_eq!(said, r#"large ["fruit", "nuts"] gift true words hip hip"#);
    let modal = ann.slash("/parts order").await.unwrap().modal().unwrap();
    let shown = ann.submit(&modal, &[("Size", "small")]).await.unwrap();
    let said = plain(&shown.message().unwrap().content);
    assert_eq!(said.trim(), "small [] gift false words");
    stage.finish();
}

#[tokio::test]
async fn selects_arrive_with_who_and_what_they_stand_for() {
    let stage = stage().await;
    stage.guild.role("mods", permission::NONE);
    let (ann, _bob) = (stage.person("ann"), stage.person("bob"));
    let modal = ann.slash("/parts people").await.unwrap().modal().unwrap();
    let values = [
        ("Who", "@bob, @ann"),
        ("Role", "@mods"),
        ("All", "@bob"),
        ("Where", "#general"),
    ];
    let shown = ann.submit(&modal, &values).await.unwrap();
    let said = plain(&shown.message().unwrap().content);
    assert_eq!(said, "bob true ann true &mods @bob in general");
    let modal = ann.slash("/parts people").await.unwrap().modal().unwrap();
    let shown = ann.submit(&modal, &[("Who", "@ann")]).await.unwrap();
    assert_eq!(shown.message().unwrap().content.trim(), "ann true");
    stage.finish();
}
