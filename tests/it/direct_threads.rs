//! Chats and direct messages, through all stages: what the brand says there answers the one customer who writes, quoted
//! or not; in a group it answers whom it names.

use std::collections::BTreeMap;

use outcry::app::recording::Recorded;
use outcry::app::world::{Stored, World};
use outcry::domain::clock::ClockState;
use outcry::domain::ids::ItemId;
use outcry::domain::item::WorkItem;
use outcry::domain::item_state::AnswerState;
use outcry::domain::network::Network;
use outcry::domain::stage::StageName;
use outcry::domain::time::{Span, Time};
use outcry::domain::topic::Topic;
use outcry::wire::Wire;
use serde_json::{Value, json};

use super::order::world;
use crate::masking::desk;

/// 7 April 2026, 08:00.
const START: Time = Time(1_775_548_800_000);
const TROUBLE: &str = "My order never came, this is a disgrace. I want my money back!";

/// Who speaks: a customer by number, the brand, or a machine of the brand.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Who {
    Customer(u32),
    Brand,
    Machine,
}

struct Said {
    who: Who,
    /// Number of the message, from 1.
    id: u32,
    minute: i64,
    words: &'static str,
}

const fn said(who: Who, id: u32, minute: i64, words: &'static str) -> Said {
    Said {
        who,
        id,
        minute,
        words,
    }
}

impl Said {
    fn at(&self) -> Time {
        START.plus(Span::minutes(self.minute))
    }

    fn seconds(&self) -> i64 {
        self.at().0 / 1_000
    }

    fn customer(&self) -> Option<u32> {
        match self.who {
            Who::Customer(number) => Some(number),
            Who::Brand | Who::Machine => None,
        }
    }

    /// Messenger and Instagram: what the page sends comes back as an echo.
    fn meta(&self, object: &str) -> Value {
        let (page, customer) = (json!({"id": "3001"}), json!({"id": "5201"}));
        let ours = self.customer().is_none();
        let (sender, recipient) = if ours { (page, customer) } else { (customer, page) };
        json!({"object": object, "entry": [{"id": "3001", "time": self.at().0, "messaging": [{
            "sender": sender, "recipient": recipient, "timestamp": self.at().0,
            "message": {"mid": format!("m_{}", self.id), "text": self.words, "is_echo": ours},
        }]}]})
    }

    fn whatsapp(&self) -> Value {
        let message = |from: &str| {
            json!({"from": from, "to": "49301111111", "id": format!("wamid.{}", self.id),
                "timestamp": self.seconds().to_string(), "type": "text", "text": {"body": self.words}})
        };
        let meta = json!({"display_phone_number": "49302222222", "phone_number_id": "1001"});
        let change = match self.customer() {
            Some(_) => {
                json!({"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": meta,
                "contacts": [{"wa_id": "49301111111"}], "messages": [message("49301111111")]}})
            }
            None => {
                json!({"field": "smb_message_echoes", "value": {"messaging_product": "whatsapp", "metadata": meta,
                "message_echoes": [message("49302222222")]}})
            }
        };
        json!({"object": "whatsapp_business_account", "entry": [{"id": "2001", "changes": [change]}]})
    }

    fn telegram(&self) -> Value {
        let from = match self.who {
            Who::Customer(n) => json!({"id": 8100 + n, "is_bot": false, "username": format!("dan_{n}")}),
            Who::Brand | Who::Machine => json!({"id": 8200, "is_bot": false, "username": "company"}),
        };
        json!({"update_id": self.id, "business_message": {"message_id": self.id, "from": from,
            "chat": {"id": 8101, "type": "private"}, "date": self.seconds(), "business_connection_id": "b",
            "text": self.words}})
    }

    fn telegram_group(&self) -> Value {
        let mut update = self.telegram();
        let mut message = update["business_message"].take();
        message["chat"] = json!({"id": -300, "type": "group"});
        let names = self.words.split(' ').find(|word| word.starts_with('@'));
        if let Some(name) = names {
            let offset = self.words.find(name).unwrap();
            message["entities"] = json!([{"type": "mention", "offset": offset, "length": name.len()}]);
        }
        json!({"update_id": self.id, "message": message})
    }

    fn x(&self) -> Value {
        let (sender, recipient) = match self.customer() {
            Some(_) => ("70011", "4001"),
            None => ("4001", "70011"),
        };
        let user = |id: &str, name: &str| json!({"id": id, "screen_name": name, "name": name});
        json!({"for_user_id": "4001", "direct_message_events": [{"type": "message_create",
            "id": format!("51000{}", self.id), "created_timestamp": self.at().0.to_string(),
            "message_create": {"target": {"recipient_id": recipient}, "sender_id": sender,
                "message_data": {"text": self.words}}}],
            "users": {"70011": user("70011", "mira_k"), "4001": user("4001", "company")}})
    }

    fn zendesk(&self) -> Value {
        let (id, kind) = match self.who {
            Who::Customer(n) => (8000 + n, "end_user"),
            Who::Brand => (9001, "agent"),
            Who::Machine => (9002, "trigger"),
        };
        json!({"account_id": 311, "detail": {"id": "141"}, "event": {
            "actor": {"id": id.to_string(), "type": kind}, "conversation_id": "67ab",
            "message": {"body": self.words, "id": format!("67ab{}", self.id)}},
            "subject": "zen:ticket:141", "time": self.at().0,
            "type": "zen:event-type:messaging_ticket.message_added"})
    }

    fn chatwoot(&self) -> Value {
        let (kind, sender) = match self.who {
            Who::Customer(n) => ("incoming", json!({"id": 70 + n})),
            Who::Brand => ("outgoing", json!({"id": 5, "type": "user"})),
            Who::Machine => ("template", json!({"id": 6, "type": "agent_bot"})),
        };
        json!({"event": "message_created", "id": self.id, "content": self.words, "message_type": kind,
            "created_at": self.seconds(), "private": false, "sender": sender,
            "conversation": {"id": 412, "channel": "Channel::WebWidget"}})
    }

    /// An answer by mail names what it answers.
    fn email(&self) -> String {
        let (from, reference) = match self.customer() {
            Some(_) => ("ada@reed.example", String::new()),
            None => (
                "company@mail.example",
                "In-Reply-To: <m1@reed.example>\r\n".into(),
            ),
        };
        let date = self.seconds();
        let (hour, minute, day) = (date / 3_600 % 24, date / 60 % 60, 7 + self.minute / 1_440);
        format!(
            "From: {from}\r\nTo: someone@mail.example\r\nSubject: Order\r\nMessage-ID: <m{}@reed.example>\r\n{reference}Date: \
             {day} Apr 2026 {hour:02}:{minute:02}:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n",
            self.id, self.words
        )
    }

    fn payload(&self, thread: &str) -> Vec<u8> {
        match thread {
            "messenger" => self.meta("page"),
            "instagram" => self.meta("instagram"),
            "whatsapp" => self.whatsapp(),
            "telegram" => self.telegram(),
            "telegram group" => self.telegram_group(),
            "x" => self.x(),
            "zendesk" => self.zendesk(),
            "chatwoot" => self.chatwoot(),
            "email" => return self.email().into_bytes(),
            other => panic!("no thread of {other}"),
        }
        .to_string()
        .into_bytes()
    }
}

fn network(thread: &str) -> Network {
    Network::called(thread.split(' ').next().unwrap()).unwrap()
}

fn append(world: &mut World, network: Network, value: Vec<u8>, at: Time) {
    let stored = Stored {
        key: Vec::new(),
        value: Some(value),
        record_type: None,
        ingested_at: at,
        cause: None,
    };
    world.append(Topic::Raw(network), 0, stored);
    while world.turn(
        StageName::Intake,
        (outcry::domain::topic::Source::Raw(network), 0),
    ) {}
    world.settle();
    world.clock().unwrap();
    world.settle();
}

fn pass(world: &mut World, network: Network, to: Time) {
    let end = Recorded::until(network, to);
    for _ in 0..3 {
        append(world, network, end.value.clone().unwrap(), end.timestamp);
    }
}

/// Each item's versions after this was said and `until` minutes have passed.
fn items(thread: &str, all: &[Said], until: i64) -> BTreeMap<ItemId, Vec<WorkItem>> {
    let network = network(thread);
    let mut world = world(network, 1);
    for said in all {
        // Time passes before it, also where nobody speaks.
        pass(&mut world, network, said.at().minus(Span::minutes(1)));
        append(&mut world, network, said.payload(thread), said.at());
    }
    pass(&mut world, network, START.plus(Span::minutes(until)));
    assert!(world.refusals().is_empty(), "{thread}: {:?}", world.refusals());
    let mut items: BTreeMap<ItemId, Vec<WorkItem>> = BTreeMap::new();
    for value in world
        .topic(Topic::WorkItems)
        .filter_map(|stored| stored.value.as_ref())
    {
        let item: WorkItem = Wire::locked().decode(value).unwrap();
        items.entry(item.item_id).or_default().push(item);
    }
    items
}

/// The versions of the only item.
fn only(thread: &str, all: &[Said], until: i64) -> Vec<WorkItem> {
    let mut items = items(thread, all, until);
    assert_eq!(items.len(), 1, "{thread}");
    items.pop_first().unwrap().1
}

const THREADS: [&str; 8] = [
    "messenger",
    "instagram",
    "whatsapp",
    "telegram",
    "x",
    "zendesk",
    "chatwoot",
    "email",
];
const DAYS: i64 = 3 * 24 * 60;

/// The versions where the brand answers so many minutes after the customer, with three days more.
fn answered_after(thread: &str, minutes: i64) -> Vec<WorkItem> {
    let all = [
        said(Who::Customer(1), 1, 0, TROUBLE),
        said(Who::Brand, 2, minutes, "We are sorry and send it again today"),
    ];
    only(thread, &all, minutes + DAYS)
}

#[test]
fn an_answer_in_time_meets_the_deadline_in_each_sort_of_thread() {
    for thread in THREADS {
        let last = answered_after(thread, 5).pop().unwrap();
        let found = (last.answer_state, desk::first_response(&last));
        assert_eq!(
            found,
            (AnswerState::AnsweredPrivate, Some(ClockState::Met)),
            "{thread}"
        );
    }
}

#[test]
fn an_answer_that_comes_days_later_was_missed_in_each_sort_of_thread() {
    for thread in THREADS {
        let versions = answered_after(thread, 2 * DAYS);
        let breached = |item: &WorkItem| desk::first_response(item) == Some(ClockState::Breached);
        assert!(versions.iter().any(breached), "{thread}");
        let last = versions.last().unwrap();
        let found = (last.answer_state, desk::first_response(last));
        assert_eq!(
            found,
            (AnswerState::AnsweredPrivate, Some(ClockState::Missed)),
            "{thread}"
        );
    }
}

#[test]
fn what_the_customer_says_after_the_answer_waits_again() {
    for thread in THREADS {
        let all = [
            said(Who::Customer(1), 1, 0, TROUBLE),
            said(Who::Brand, 2, 5, "We are sorry and send it again today"),
            said(Who::Customer(1), 3, 9, "It never came again! Still no refund?"),
        ];
        // A mail without a reference begins a conversation of its own, and belongs to the case all the same.
        let last = only(thread, &all, 20).pop().unwrap();
        assert_eq!(last.answer_state, AnswerState::WaitingForBrand, "{thread}");
    }
}

#[test]
fn a_message_before_the_first_trouble_answers_nothing() {
    for thread in THREADS {
        let all = [
            said(Who::Brand, 2, 0, "Your parcel is on its way"),
            said(Who::Customer(1), 1, 5, TROUBLE),
        ];
        let last = only(thread, &all, 20).pop().unwrap();
        assert_eq!(last.answer_state, AnswerState::WaitingForBrand, "{thread}");
    }
}

#[test]
fn a_greeting_by_a_machine_answers_nobody() {
    for thread in ["zendesk", "chatwoot"] {
        let all = [
            said(Who::Customer(1), 1, 0, TROUBLE),
            said(Who::Machine, 2, 1, "Thanks! We answer within a day"),
        ];
        let last = only(thread, &all, 20).pop().unwrap();
        assert_eq!(last.answer_state, AnswerState::WaitingForBrand, "{thread}");
    }
}

#[test]
fn where_several_write_an_answer_is_for_whom_it_names() {
    let of = |words| {
        let all = [
            said(Who::Customer(1), 1, 0, TROUBLE),
            said(Who::Customer(2), 2, 1, TROUBLE),
            said(Who::Brand, 3, 5, words),
        ];
        let items = items("telegram group", &all, 20);
        assert_eq!(items.len(), 2);
        let mut states: Vec<_> = items
            .into_values()
            .map(|versions| {
                let last = versions.last().unwrap();
                (
                    last.customer.handle.clone().unwrap_or_default(),
                    last.answer_state,
                )
            })
            .collect();
        states.sort_by(|a, b| a.0.cmp(&b.0));
        states
    };
    let (first, second) = ("dan_1".to_owned(), "dan_2".to_owned());
    assert_eq!(
        of("We are on it"),
        [
            (first.clone(), AnswerState::WaitingForBrand),
            (second.clone(), AnswerState::WaitingForBrand)
        ]
    );
    assert_eq!(
        of("@Dan_2 your refund is on its way"),
        [
            (first, AnswerState::WaitingForBrand),
            (second, AnswerState::AnsweredPrivate)
        ]
    );
}
