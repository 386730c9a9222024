//! Things are found by what people hear and see, once they are there.

use browser::{Find as _, any, like};

use crate::site::window;

#[tokio::test]
async fn buttons_are_found_by_what_is_heard() {
    let body = "<button aria-label='Guess the word'>?</button><button>Give <b>up</b></button>
        <button aria-hidden=true>Nobody hears me</button><button hidden>Give up</button>
        <label>Name <input value=ann></label><ul><li>one<li>two</ul>";
    let ann = window(body, "").await;
    assert_eq!(ann.button("Guess the word").text().await.unwrap(), "?");
    assert_eq!(
        ann.button("Give up").text().await.unwrap(),
        "Give up",
        "the hidden one is not heard"
    );
    assert_eq!(ann.button(any()).count().await.unwrap(), 2);
    assert_eq!(ann.button(like("GUESS")).count().await.unwrap(), 1);
    assert_eq!(ann.field("Name").value().await.unwrap(), "ann");
    assert_eq!(ann.item(any()).last().text().await.unwrap(), "two");
    assert_eq!(ann.item(any()).with_text("one").count().await.unwrap(), 1);
    assert_eq!(ann.containing("tw").count().await.unwrap(), 1);
    assert_eq!(ann.title().await.unwrap(), "A page");
}

#[tokio::test]
async fn what_is_found_is_within_what_was_found_before() {
    let body = "<section aria-label=Left><button>Go</button></section>
        <section aria-label=Right><button id=right>Go</button></section>";
    let ann = window(body, "").await;
    let go = ann.region("Right").button("Go");
    assert_eq!(go.attribute("id").await.unwrap().as_deref(), Some("right"));
    assert_eq!(go.attribute("class").await.unwrap(), None);
    assert_eq!(
        ann.button("Go").first().attribute("id").await.unwrap(),
        None
    );
}

#[tokio::test]
async fn what_comes_late_is_waited_for_and_what_goes_too() {
    let script = "setTimeout(() => {
        const late = document.createElement('button');
        late.textContent = 'Late';
        late.onclick = () => setTimeout(() => late.remove(), 200);
        document.querySelector('main').append(late);
    }, 300);";
    let ann = window("", script).await;
    ann.button("Late").click().await.unwrap();
    ann.button("Late").gone().await.unwrap();
    assert!(!ann.button("Late").exists().await.unwrap());
}
