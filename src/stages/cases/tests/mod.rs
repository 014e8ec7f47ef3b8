//! A desk to test at: it feeds records to the stage and reads what it publishes.

mod account;
mod axes;
mod backlog;
mod bounds;
mod brim;
mod chart;
mod clocks;
mod cuts;
mod erasure;
mod flows;
mod law;
mod leaving;
mod presence;
mod published;
mod restore;
mod stale;
mod timers;
mod versions;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::{CaseParams, CaseState, Cases};
use crate::domain::account::AccountState;
use crate::domain::alert::EscalationAlert;
use crate::domain::clock::ClockState;
use crate::domain::erasure::{Erasure, ErasureAnswer, ErasureReceipt};
use crate::domain::event::RawRef;
use crate::domain::event::{
    Action, Author, Direction, Kind, LanguageOrigin, SocialEvent, Text, TextFormat, Visibility,
};
use crate::domain::fate::Fate;
use crate::domain::feedback::{FeedbackAction, WorkItemFeedback};
use crate::domain::feedback_receipt::{FeedbackOutcome, FeedbackReceipt};
use crate::domain::ids::{
    AuthorKey, ConversationKey, CustomerKey, EventId, ItemId, PayloadHash, PostKey, digest,
};
use crate::domain::item::{ItemChange, WorkItem};
use crate::domain::item_state::{AnswerState, WorkState};
use crate::domain::measure::{Measure, Opportunity};
use crate::domain::network::Network;
use crate::domain::notice::{AccountChanged, Reassigned, RiskChanged};
use crate::domain::outbox::Outbox;
use crate::domain::presence::Presence;
use crate::domain::record::{Place, Record};
use crate::domain::reply::{ReplyRoute, ReplyTarget};
use crate::domain::score::{self, Cue, Level, Risk, Scores, Stance, Tone, Urgency};
use crate::domain::scored::{Role, ScoredEvent};
use crate::domain::surface::Surface;
use crate::domain::thread::Thread;
use crate::domain::tick::Tick;
use crate::domain::time::{Span, Time};
use crate::domain::topic::{RecordType, Source, Topic};
use crate::routing::RuleSet;
use crate::stages::Stage;
use crate::state::LaneState;
use crate::wire::{Contract, Wire};
use published::{Published, read};

/// A moment to count minutes from.
const NOON: Time = Time(1_760_000_000_000);

fn minute(n: i64) -> Time {
    NOON.plus(Span::minutes(n))
}

fn customer(name: &str) -> CustomerKey {
    CustomerKey::of_author(author(name))
}

fn author(name: &str) -> AuthorKey {
    AuthorKey::from_bytes(digest(&[b"author", name.as_bytes()]))
}

fn post_key(name: &str) -> PostKey {
    PostKey::derive("acme", Network::X, name)
}

fn conversation(root: &str) -> ConversationKey {
    ConversationKey::of_root(post_key(root))
}

fn item_id(name: &str, episode: u32) -> ItemId {
    ItemId {
        customer: customer(name),
        episode,
    }
}

fn spread(level: Level, score: f64) -> Risk {
    Risk {
        score,
        level,
        shares: 40,
        audience: 9000,
        fresh: true,
    }
}

/// A post as the tests speak of it.
#[derive(Debug, Clone)]
struct Post {
    event: ScoredEvent,
    words: String,
}

/// A complaint by `who` that starts a conversation of its own.
fn complaint(who: &str, name: &str, at: i64) -> Post {
    let event = ScoredEvent {
        event_id: EventId::derive(post_key(name), "create", 0),
        tenant: "acme".into(),
        customer: customer(who),
        role: Role::Owner,
        action: Action::Create,
        kind: Kind::Post,
        network: Network::X,
        direction: Direction::Inbound,
        visibility: Visibility::Public,
        post_key: post_key(name),
        revision: 0,
        conversation: conversation(name),
        author: Some(author(who)),
        followers: Some(120),
        verified: None,
        answers: None,
        occurred_at: minute(at),
        ingested_at: minute(at).plus(Span::seconds(2)),
        late: false,
        stale: false,
        ratings: Vec::new(),
        needs_enrichment: false,
        superseded: false,
        presence: Presence::UNTOLD,
        scores: Scores {
            sentiment: Some(-0.6),
            confidence: 0.8,
            abstention: None,
            about_brand: Some(0.9),
            stance: Stance::Against,
            complaint: Some(0.95),
            intents: Vec::new(),
            urgency: Urgency::Today,
            cues: vec![Cue::Complaint],
            tone: Tone::PLAIN,
            case_state: score::CaseState::Unresolved,
            language: Some("en".into()),
            language_confidence: 0.9,
            model: "test".into(),
        },
        risk: Risk::NONE,
        event: None,
    };
    Post {
        event,
        words: format!("words of {name}"),
    }
}

impl Post {
    fn set(mut self, change: impl FnOnce(&mut ScoredEvent)) -> Self {
        change(&mut self.event);
        self
    }

    fn says(self, cue: Cue, sentiment: f64) -> Self {
        self.set(|e| {
            e.scores.cues = vec![cue];
            e.scores.sentiment = Some(sentiment);
        })
    }

    fn chatter(self) -> Self {
        self.set(|e| {
            e.scores.cues.clear();
            e.scores.sentiment = None;
            e.scores.urgency = Urgency::NoAction;
        })
    }

    fn edited(self, revision: i32, words: &str) -> Self {
        let mut post = self.set(|e| {
            e.action = Action::Edit;
            e.revision = revision;
            e.occurred_at = e.occurred_at.plus(Span::minutes(i64::from(revision)));
            e.ingested_at = e.ingested_at.plus(Span::minutes(i64::from(revision)));
        });
        post.words = words.into();
        post
    }

    fn deleted(self, at: i64) -> Self {
        self.set(|e| {
            e.action = Action::Delete;
            e.occurred_at = minute(at);
            e.presence = Presence::of(e.action, e.occurred_at);
            e.ingested_at = minute(at).plus(Span::seconds(2));
        })
    }

    /// News that it is gone or back, and nothing else.
    fn toggled(self, action: Action, at: i64) -> Self {
        self.set(|e| {
            e.action = action;
            e.presence = Presence::of(action, minute(at));
            e.ingested_at = minute(at).plus(Span::seconds(2));
        })
    }

    /// The same post, told to somebody else in whose conversation it stands.
    fn told_to(self, who: &str, role: Role, root: &str) -> Self {
        self.set(|e| {
            e.customer = customer(who);
            e.role = role;
            e.conversation = conversation(root);
        })
    }

    /// The record: only the customer's own words travel, and none of what was taken away.
    fn record(&self) -> ScoredEvent {
        let mut event = self.event.clone();
        let shown = event.role == Role::Owner && !event.action.removes();
        event.event = shown.then(|| {
            let mut bytes = Vec::new();
            Wire::locked()
                .encode(&social(&event, &self.words), &mut bytes)
                .unwrap();
            bytes
        });
        event
    }
}

/// The brand answers `answered`, a post of `who`.
fn answer(who: &str, name: &str, answered: &str, at: i64) -> Post {
    complaint("the brand", name, at).chatter().set(|e| {
        e.customer = customer(who);
        e.role = Role::Agent;
        e.direction = Direction::Outbound;
        e.conversation = conversation(answered);
        e.answers = Some(post_key(answered));
    })
}

#[expect(clippy::too_many_lines, reason = "a line a field")]
fn social(event: &ScoredEvent, words: &str) -> SocialEvent {
    SocialEvent {
        event_id: event.event_id,
        tenant: event.tenant.clone(),
        network: event.network,
        action: event.action,
        kind: event.kind,
        native_id: format!("native-{}", event.post_key),
        post_key: event.post_key,
        revision: event.revision,
        conversation: event.conversation,
        parent: None,
        quoted: None,
        shared: None,
        embedded: None,
        direction: event.direction,
        visibility: event.visibility,
        author: event.author.map(|key| Author {
            key,
            handle: Some("lin".into()),
            followers: event.followers,
            verified: event.verified,
            joined_at: None,
            bot: None,
        }),
        text: Some(Text {
            plain: words.into(),
            language: None,
            spans: Vec::new(),
            truncated: false,
            language_origin: LanguageOrigin::Unknown,
            format: TextFormat::Plain,
            original: None,
            trimmed_chars: 0,
        }),
        counts: None,
        occurred_at: Some(event.occurred_at),
        observed_at: None,
        ingested_at: event.ingested_at,
        backfill: false,
        stale: false,
        clamped: false,
        hops: 0,
        raw_ref: RawRef {
            topic: "raw".into(),
            partition: 0,
            offset: 0,
            sha256: PayloadHash::from_bytes([0; 16]),
        },
        adapter: 1,
        part: None,
        surface: Surface::PublicPost,
        own_account: None,
        url: Some(format!("https://x.com/lin/status/{}", event.post_key)),
        thread: Thread::default(),
        reply: Some(ReplyRoute {
            target: ReplyTarget::Post,
            post_native_id: Some(format!("native-{}", event.post_key)),
            thread_native_id: None,
            address: None,
            window_until: None,
        }),
        ratings: Vec::new(),
        media: Vec::new(),
        place: None,
        needs_enrichment: false,
        extras: Vec::new(),
    }
}

fn risk_changed(who: &str, root: &str, risk: Risk) -> RiskChanged {
    RiskChanged {
        customer: customer(who),
        conversation: conversation(root),
        risk,
        at: NOON,
    }
}

fn account(who: &str, state: AccountState, at: i64) -> AccountChanged {
    AccountChanged {
        customer: customer(who),
        state,
        at: minute(at),
    }
}

/// A word of the desk's agent about an item; its id names what it says.
fn word(item: ItemId, action: FeedbackAction, at: i64) -> WorkItemFeedback {
    WorkItemFeedback {
        feedback_id: format!("{}-{at}-{}", action.name(), item.episode),
        item_id: item.to_string(),
        action,
        agent: Some("agent-7".into()),
        to_agent: None,
        to_queue: None,
        into_item: None,
        seen_content_version: None,
        reason: None,
        visibility: None,
        labels: Vec::new(),
        note: None,
        handled_ms: None,
        done_at: minute(at),
    }
}

/// How the clock of the first response stands; `None` where nothing is promised.
fn clock(item: &WorkItem) -> Option<ClockState> {
    item.clocks.first().map(|clock| clock.state)
}

/// When the first response is due.
fn due(item: &WorkItem) -> Option<Time> {
    item.clocks.first().and_then(|clock| clock.due_at)
}

/// A stage, its lane, and everything it has published.
struct Desk {
    stage: Cases,
    state: CaseState,
    offset: i64,
    published: Vec<Published>,
}

impl Desk {
    fn new() -> Self {
        static RULES: LazyLock<Arc<RuleSet>> =
            LazyLock::new(|| Arc::new(RuleSet::compile("rules.yaml", include_str!("rules.yaml")).unwrap()));
        Self {
            stage: Cases::new(Wire::locked(), Arc::clone(&RULES), CaseParams::default()),
            state: CaseState::default(),
            offset: 0,
            published: Vec::new(),
        }
    }

    fn feed(&mut self, record: &impl Contract, ingested_at: Time) -> Fate {
        let mut bytes = Vec::new();
        Wire::locked().encode(record, &mut bytes).unwrap();
        self.feed_bytes(Some(&bytes), ingested_at)
    }

    fn feed_bytes(&mut self, value: Option<&[u8]>, ingested_at: Time) -> Fate {
        let place = Place {
            source: Source::Scored,
            partition: 0,
            offset: self.offset,
            index: 0,
        };
        self.offset += 1;
        let mut out = Outbox::default();
        out.begin(place, ingested_at);
        let record = Record {
            place,
            ingested_at,
            headers: &[],
            key: b"",
            value,
        };
        let fate = self.stage.step(&mut self.state, &record, &mut out);
        if fate.refused().is_none() {
            self.published.extend(out.outputs().iter().map(|o| read(&out, o)));
        }
        fate
    }

    fn post(&mut self, post: &Post) -> Fate {
        self.feed(&post.record(), post.event.ingested_at)
    }

    /// Says a word, and gives its receipt.
    fn say(&mut self, word: &WorkItemFeedback) -> FeedbackReceipt {
        let before = self.published.len();
        let fate = self.feed(word, word.done_at);
        let said = self.published.split_off(before);
        let mut receipts = said.iter().filter_map(|p| {
            if let Published::Heard(r) = p {
                Some(r.clone())
            } else {
                None
            }
        });
        let receipt = receipts.next().unwrap();
        assert_eq!(receipts.next(), None, "one receipt a word");
        assert_eq!((fate.refused(), &receipt.item_id), (None, &word.item_id));
        let rest = said.into_iter().filter(|p| !matches!(p, Published::Heard(_)));
        self.published.extend(rest);
        receipt
    }

    fn tick(&mut self, at: Time) -> Fate {
        self.feed(&Tick { time: at }, at)
    }

    fn moved(&mut self, notice: &Reassigned, at: i64) -> Fate {
        self.feed(notice, minute(at))
    }

    fn items(&self) -> Vec<&WorkItem> {
        let items = self.published.iter();
        items
            .filter_map(|p| {
                if let Published::Item(i) = p {
                    Some(&**i)
                } else {
                    None
                }
            })
            .collect()
    }

    fn alerts(&self) -> Vec<&EscalationAlert> {
        let alerts = self.published.iter();
        alerts
            .filter_map(|p| {
                if let Published::Alert(a) = p {
                    Some(&**a)
                } else {
                    None
                }
            })
            .collect()
    }

    fn measures(&self) -> Vec<&Measure> {
        let all = self.published.iter();
        all.filter_map(|p| {
            if let Published::Measure(m) = p {
                Some(m)
            } else {
                None
            }
        })
        .collect()
    }

    fn opportunities(&self) -> Vec<&Opportunity> {
        let all = self.published.iter();
        all.filter_map(|p| {
            if let Published::Opportunity(o) = p {
                Some(o)
            } else {
                None
            }
        })
        .collect()
    }

    /// The last version of each item. Versions must go up by one.
    fn last(&self) -> BTreeMap<ItemId, &WorkItem> {
        let mut last: BTreeMap<ItemId, &WorkItem> = BTreeMap::new();
        for item in self.items() {
            let before = last.insert(item.item_id, item).map_or(0, |i| i.version);
            assert_eq!(
                item.version,
                before + 1,
                "versions of {} go up by one",
                item.item_id
            );
        }
        last
    }

    /// The last version that was published of each item, whatever was published before.
    fn last_of_all(&self) -> impl Iterator<Item = &WorkItem> {
        let last: BTreeMap<ItemId, &WorkItem> = self.items().into_iter().map(|i| (i.item_id, i)).collect();
        last.into_values()
    }

    fn item(&self, who: &str) -> &WorkItem {
        self.last()[&item_id(who, 1)]
    }

    /// Where the item stands, whatever was published before.
    fn item_now(&self, who: &str) -> WorkState {
        let mut of = self
            .items()
            .into_iter()
            .filter(|item| item.item_id == item_id(who, 1));
        of.next_back().unwrap().work_state
    }

    /// A desk restored from what this one's lane would have logged, up to its last commit.
    fn restored(&mut self, log: &mut Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Self {
        self.state
            .changes(1, &mut |key, value| log.push((key.into(), value.map(Into::into))));
        self.state.merge(1);
        let mut desk = Self::new();
        for (key, value) in log.iter() {
            desk.state.apply(key, value.as_deref()).unwrap();
        }
        desk.state.restore_time(self.state.time());
        desk.offset = self.offset;
        desk
    }
}
