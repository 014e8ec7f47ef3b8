//! A story full of personal values that are known, so that any of them can be found wherever it leaks.

use serde_json::{Value, json};

/// The brand's own account.
pub const BRAND: &str = "9000000000000000001";

/// What each value is, and the value: all invented, or numbers that are published for tests.
pub const CANARIES: [(&str, &str); 13] = [
    ("email", "canary.bird@example.org"),
    ("phone", "+49 151 55501234"),
    ("card", "4111 1111 1111 1111"),
    ("dotted card", "5105.1051.0510.5100"),
    ("iban", "DE89 3704 0044 0532 0130 00"),
    ("glued iban", "GB82.WEST.1234.5698.7654.32"),
    ("own number", "9876501234"),
    ("ip", "203.0.113.77"),
    ("code", "QX7Z9K"),
    ("address", "Vogelstraße 12"),
    ("password", "Zwitscher99!"),
    ("token", "zwitschertoken"),
    ("handle", "person_stranger"),
];

/// 2026-03-02T12:00:00Z.
pub const NOON: i64 = 1_772_452_800_000;

/// A raw record of X.
#[derive(Debug, Clone)]
pub struct Raw {
    /// Its timestamp.
    pub at: i64,
    /// Its bytes.
    pub value: Vec<u8>,
}

/// The values that stand in these bytes, also with other gaps in them.
pub fn leaks(bytes: &[u8]) -> Vec<&'static str> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let dense: String = text.chars().filter(|c| !" -".contains(*c)).collect();
    let holds = |value: &str| {
        let value = value.to_lowercase();
        text.contains(&value) || dense.contains(&value.replace([' ', '-'], ""))
    };
    let found = CANARIES.iter().filter(|(_, value)| holds(value));
    found.map(|(what, _)| *what).collect()
}

/// Words with every value in them.
fn words(what: &str) -> String {
    format!(
        "{what} Write to canary.bird@example.org or call +49 151 55501234. Card 4111 1111 1111 1111 or \
         5105.1051.0510.5100, IBAN DE89 3704 0044 0532 0130 00, IBANGB82.WEST.1234.5698.7654.32, my number is 9876501234, IP 203.0.113.77, booking reference QX7Z9K. I live at Vogelstraße 12, password: Zwitscher99! \
         https://t.example/x"
    )
}

fn post(id: u64, author: &str, what: &str) -> Value {
    let text = words(what);
    let end = text.chars().count();
    let link = json!({
        "start": end - "https://t.example/x".len(), "end": end, "url": "https://t.example/x",
        "expanded_url": "https://shop.example/reset?token=zwitschertoken&mail=canary.bird%40example.org",
    });
    json!({
        "id": id.to_string(), "text": text, "author_id": author, "conversation_id": id.to_string(), "lang": "en",
        "edit_history_tweet_ids": [id.to_string()], "entities": {"urls": [link]},
        "public_metrics": {"retweet_count": 0, "reply_count": 0, "like_count": 0, "quote_count": 0},
    })
}

fn refers(mut post: Value, kind: &str, to: u64) -> Value {
    post["referenced_tweets"] = json!([{"type": kind, "id": to.to_string()}]);
    post
}

fn reply(id: u64, author: &str, what: &str, to: u64) -> Value {
    let mut post = refers(post(id, author, what), "replied_to", to);
    post["conversation_id"] = to.to_string().into();
    post
}

fn user(author: &str) -> Value {
    json!({
        "id": author, "username": format!("person_{author}"), "name": "A person", "verified": false,
        "public_metrics": {"followers_count": 90_000, "following_count": 80, "tweet_count": 900},
    })
}

fn raw(value: &Value, seconds: i64) -> Raw {
    Raw {
        at: NOON + seconds * 1000,
        value: value.to_string().into_bytes(),
    }
}

fn line(mut data: Value, seconds: i64, shown: Option<&Value>) -> Raw {
    let moment = jiff::Timestamp::from_millisecond(NOON + seconds * 1000).expect("a moment");
    data["created_at"] = moment.to_string().into();
    let author = |post: &Value| user(post["author_id"].as_str().expect("an author"));
    let mut line = json!({"includes": {"users": [author(&data)]}});
    if let Some(shown) = shown {
        line["includes"]["users"] = json!([author(&data), author(shown)]);
        line["includes"]["tweets"] = json!([shown]);
    }
    line["data"] = data;
    raw(&line, seconds)
}

/// The marker that closes the feed at a moment.
pub fn until(seconds: i64) -> Raw {
    raw(&json!({"outcry": {"until": NOON + seconds * 1000}}), seconds)
}

/// The story in chapters; time passes between them.
pub fn chapters() -> Vec<Vec<Raw>> {
    let root = post(
        1,
        "8001",
        "My kettle caught fire and nobody answers, terrible service!",
    );
    let shared = |n: u64| {
        let share = refers(post(100 + n, &format!("7{n:03}"), "RT"), "retweeted", 1);
        line(share, 10 + i64::try_from(n).expect("small"), Some(&root))
    };
    let stranger = post(40, "stranger", "What a terrible company, where is my refund?");
    let quote = refers(
        post(4, "8004", "Is this still so? I am angry as well!"),
        "quoted",
        40,
    );
    let mut lost = reply(7, "8007", "Why does nobody answer? This is awful!", 1);
    lost.as_object_mut().expect("a post").remove("conversation_id");
    let early = reply(5, "8005", "Same here, my parcel is lost, terrible!", 6);
    let late_root = post(6, "8006", "My parcel is lost, where is it? Terrible!");
    let thanks = post(
        8,
        "8008",
        "Thank you so much, wonderful and friendly service, I love it!",
    );
    let answer = reply(9, BRAND, "We are sorry, please send a message.", 1);
    let gone = json!({"data": {
        "event_uuid": "777-gone", "filter": {"user_id": "8009"}, "event_type": "post.delete",
        "payload": {"id": "777", "author_id": "8009"},
    }});
    let limit = json!({"limit": {"track": 17, "timestamp_ms": (NOON + 112_000).to_string()}});
    let suspended =
        json!({"data": {"user_suspend": {"user": {"id": "8010"}, "event_at": "2026-03-02T12:01:53Z"}}});
    let mut begin = vec![line(root.clone(), 0, None)];
    begin.extend((0..60).map(shared));
    begin.extend([
        line(
            reply(2, "8003", "Same here, it caught fire, terrible!", 1),
            75,
            None,
        ),
        line(quote, 80, Some(&stranger)),
        line(early, 90, None),
        line(lost, 95, None),
        line(thanks, 100, None),
        raw(&gone, 110),
        raw(&limit, 112),
        raw(&suspended, 113),
    ]);
    let end = vec![line(late_root, 400, None), line(answer, 410, None), until(90_000)];
    vec![begin, vec![until(200)], end, refused()]
}

/// What cannot be read, with values wherever a reason might quote.
fn refused() -> Vec<Raw> {
    let text = words("What a mess!");
    let bytes = |value: Vec<u8>| Raw {
        at: NOON + 90_000_000,
        value,
    };
    let mut odd = post(11, "8011", "odd");
    odd["id"] = text.clone().into();
    let mut nameless = post(12, "8012", "odd");
    nameless["author_id"] = Value::Null;
    vec![
        bytes(json!({ text.as_str(): text }).to_string().into_bytes()),
        bytes(format!("{{\"data\": {{\"text\": \"{text}\", ").into_bytes()),
        bytes(text.clone().into_bytes()),
        raw(&json!({"data": odd}), 90_000),
        raw(&json!({"data": nameless}), 90_000),
        raw(&json!({"delete": {"status": {"user_id_str": text}}}), 90_000),
        raw(
            &json!({"data": {"event_type": text, "payload": {"text": text}}}),
            90_000,
        ),
        raw(
            &json!({"data": {"event_type": "post.create", "payload": {"text": text}}}),
            90_000,
        ),
    ]
}
