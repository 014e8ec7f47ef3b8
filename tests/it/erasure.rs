//! Erasure through the whole topology, at any moment of any story and in any interleaving: nothing of the erased
//! author is left in any state or on any compacted topic, and cuts leave no trace.

#[path = "../support/post.rs"]
#[allow(unreachable_pub, dead_code, reason = "as in a crate of its own")]
mod post;

/// What the invented posts are made into.
mod client {
    #[derive(Debug, Clone, Default)]
    #[allow(dead_code, reason = "as in the support of the broker's tests")]
    pub(super) struct Stored {
        pub(super) partition: i32,
        pub(super) offset: i64,
        pub(super) index: u32,
        pub(super) timestamp: i64,
        pub(super) key: Option<Vec<u8>>,
        pub(super) value: Option<Vec<u8>>,
        pub(super) headers: Vec<(String, Vec<u8>)>,
    }
}

use std::collections::{BTreeMap, BTreeSet};

use outcry::app::topology;
use outcry::app::world::{Stored, World};
use outcry::domain::erasure::{ErasureReceipt, ErasureRequest, Subject};
use outcry::domain::event::{Author, SocialEvent};
use outcry::domain::ids::{AuthorHasher, AuthorKey, PostKey, hex};
use outcry::domain::network::Network;
use outcry::domain::outbox::Outbox;
use outcry::domain::record::{Place, Record};
use outcry::domain::stage::StageName;
use outcry::domain::time::Time;
use outcry::domain::topic::{RecordType, Source, Topic};
use outcry::settings::{self, Given, Settings, SettingsFile};
use outcry::stages::Stage;
use outcry::state::LaneState;
use outcry::wire::Wire;

use crate::scorer::scorer;
use proptest::prelude::*;

use post::{BRAND, NOON, Post};

const PARTITIONS: i32 = 3;
const SECRET: &str = "an-invented-secret-of-the-tests";
/// The account that asks to be erased, and a word that only it uses.
const ERASED: &str = "77700077700";
const WORD: &str = "quetzal";

fn deployment() -> Settings {
    let text = format!(
        "topics: {{ partitions: {PARTITIONS} }}
tenants: [{{ name: main, author_secret: {{ env: OUTCRY_AUTHOR_SECRET }}, own_accounts: {{ x: [\"{BRAND}\"] }} }}]
sources: [{{ network: x, tenant: main }}]
"
    );
    let given = Given {
        files: vec![SettingsFile {
            name: "erasure.yaml".into(),
            text,
        }],
        env: [("OUTCRY_AUTHOR_SECRET".to_string(), SECRET.to_string())].into(),
        sets: Vec::new(),
        secrets_needed: true,
    };
    settings::load(&given)
        .unwrap_or_else(|problems| panic!("{problems}"))
        .settings
}

/// What happens next, to a post that is chosen by a number.
#[derive(Debug, Clone, Copy)]
enum Next {
    Root(usize),
    Reply(usize, usize),
    Share(usize, usize),
    Quote(usize, usize),
    Edit(usize),
    Delete(usize),
    Answer(usize),
}

fn next() -> impl Strategy<Value = Next> {
    let (who, which) = (0usize..4, 0usize..40);
    prop_oneof![
        3 => who.clone().prop_map(Next::Root),
        4 => (who.clone(), which.clone()).prop_map(|(a, p)| Next::Reply(a, p)),
        2 => (who.clone(), which.clone()).prop_map(|(a, p)| Next::Share(a, p)),
        1 => (who, which.clone()).prop_map(|(a, p)| Next::Quote(a, p)),
        1 => which.clone().prop_map(Next::Edit),
        1 => which.clone().prop_map(Next::Delete),
        1 => which.prop_map(Next::Answer),
    ]
}

struct Told {
    id: u64,
    root: u64,
    author: &'static str,
    post: Post,
}

/// The story as raw records. The first author is the one that is erased.
fn story(steps: &[Next]) -> Vec<client::Stored> {
    let mut told: Vec<Told> = Vec::new();
    let mut records = Vec::new();
    for (n, step) in (1_u64..).zip(steps) {
        let (id, at) = (5_000 + n, i64::try_from(n).unwrap() * 20);
        if let Some(record) = happens(*step, id, at, &mut told) {
            records.push(record);
        }
    }
    records
}

fn happens(step: Next, id: u64, at: i64, told: &mut Vec<Told>) -> Option<client::Stored> {
    let who = |n: usize| [ERASED, "1001", "1002", "1003"][n];
    let words = |author: &str| match author {
        ERASED => format!("my parcel is lost, terrible {WORD}"),
        BRAND => "we are sorry, please send us your number".into(),
        other => format!("same here, my refund is missing, says {other}"),
    };
    let (author, other) = match step {
        Next::Root(a) => (who(a), None),
        Next::Reply(a, p) | Next::Share(a, p) | Next::Quote(a, p) => (who(a), Some(p)),
        Next::Edit(p) | Next::Delete(p) => ("", Some(p)),
        Next::Answer(p) => (BRAND, Some(p)),
    };
    let other = other.map(|p| p.checked_rem(told.len()).and_then(|at| told.get(at)));
    let mut root = id;
    let made = match (step, other) {
        (Next::Root(_), _) => Post::new(id, author, &words(author), at),
        (_, None | Some(None)) => return None,
        (Next::Reply(..) | Next::Answer(_), Some(Some(other))) => {
            root = other.root;
            Post::new(id, author, &words(author), at).reply(other.id, other.root)
        }
        (Next::Share(..), Some(Some(other))) => {
            return Some(Post::new(id, author, "", at).shares(&other.post).record());
        }
        (Next::Quote(..), Some(Some(other))) => Post::new(id, author, &words(author), at).quotes(&other.post),
        (Next::Edit(_), Some(Some(other))) => {
            let edited = Post::new(id, other.author, &words(other.author), at).edits(other.id);
            return (other.id == other.root).then(|| edited.record());
        }
        (Next::Delete(_), Some(Some(other))) => return Some(post::deletion(other.id, other.author, at)),
    };
    let record = made.record();
    told.push(Told {
        id,
        root,
        author,
        post: made,
    });
    Some(record)
}

fn at_rest(record: &client::Stored, later: i64) -> Stored {
    Stored {
        key: record.key.clone().unwrap_or_default(),
        value: record.value.clone(),
        record_type: None,
        ingested_at: Time(record.timestamp + later),
        cause: None,
    }
}

fn request(id: &str, at: i64) -> Stored {
    let request = ErasureRequest {
        request_id: id.into(),
        network: Some("x".into()),
        account: Some(ERASED.into()),
        author_key: None,
        post: None,
        post_key: None,
    };
    let mut value = Vec::new();
    Wire::locked().encode(&request, &mut value).unwrap();
    Stored {
        key: id.into(),
        value: Some(value),
        record_type: None,
        ingested_at: Time(NOON + at),
        cause: None,
    }
}

/// Lets everything be read, and time pass.
fn settle(world: &mut World) {
    for _ in 0..8 {
        world.clock().unwrap();
        for lane in world.lanes(StageName::Intake) {
            while world.turn(StageName::Intake, lane) {}
        }
        world.settle();
    }
}

/// Plays the story with the request somewhere in it, in the interleaving that the turns say, and delivers all of it
/// once more afterwards.
fn play(settings: &Settings, records: &[client::Stored], turns: &[(usize, usize)]) -> World {
    let wire = Wire::locked();
    let rules = topology::rules(settings).unwrap_or_else(|failure| panic!("{failure:?}"));
    let mut world = topology::world(settings, &wire, &rules, &scorer(), PARTITIONS);
    let raw = Topic::Raw(Network::X);
    for (n, record) in (0..).zip(records) {
        world.append(raw, n * 7 % PARTITIONS, at_rest(record, 0));
    }
    world.append(Topic::ErasureRequests, 0, request("one", 400_000));
    let lanes: Vec<_> = StageName::ALL
        .iter()
        .flat_map(|stage| world.lanes(*stage).into_iter().map(move |lane| (*stage, lane)))
        .collect();
    for (which, count) in turns {
        let (stage, lane) = lanes[which % lanes.len()];
        for _ in 0..*count {
            world.turn(stage, lane);
        }
        if count % 3 == 0 {
            world.clock().unwrap();
        }
    }
    settle(&mut world);
    for (n, record) in (0..).zip(records) {
        world.append(raw, n * 5 % PARTITIONS, at_rest(record, 3_000_000));
    }
    world.append(Topic::ErasureRequests, 1, request("one", 3_500_000));
    world.append(Topic::ErasureRequests, 1, request("two", 3_600_000));
    for partition in 0..PARTITIONS {
        world.append(raw, partition, at_rest(&post::until(-1, 9_000), 0));
    }
    settle(&mut world);
    world
}

type Change = (Vec<u8>, Option<Vec<u8>>);
type Out = (Topic, Vec<u8>, Option<Vec<u8>>, Option<i32>);

/// One lane run again, with transactions cut and given up as `cuts` says.
struct Rerun<T> {
    outputs: Vec<Out>,
    /// Outputs before each record.
    before: Vec<usize>,
    log: Vec<Change>,
    state: T,
}

fn rerun<S: Stage>(stage: &mut S, lane: (Source, i32), records: &[Stored], cuts: &[u8]) -> Rerun<S::State> {
    let mut run = Rerun {
        outputs: Vec::new(),
        before: Vec::new(),
        log: Vec::new(),
        state: S::State::default(),
    };
    let (mut committed, mut transaction, mut given_up) = (0, 0, BTreeSet::new());
    let mut at = 0;
    while at < records.len() {
        step(stage, lane, records, at, &mut run);
        at += 1;
        let cut = cuts.get(at % cuts.len().max(1)).copied().unwrap_or(0);
        if cut == 1 && given_up.insert(committed) {
            run.state.discard();
            run.outputs.truncate(run.before[committed]);
            run.before.truncate(committed);
            at = committed;
        } else if cut == 0 || at == records.len() {
            transaction += 1;
            commit(&mut run, transaction);
            committed = at;
        }
    }
    run
}

fn step<S: Stage>(
    stage: &mut S,
    (source, partition): (Source, i32),
    records: &[Stored],
    at: usize,
    run: &mut Rerun<S::State>,
) {
    let record = Record {
        place: Place {
            source,
            partition,
            offset: i64::try_from(at).unwrap(),
            index: 0,
        },
        ingested_at: records[at].ingested_at,
        key: &records[at].key,
        value: records[at].value.as_deref(),
        headers: &[],
    };
    let mut out = Outbox::default();
    let fate = stage.step(&mut run.state, &record, &mut out);
    assert_eq!(fate.refused(), None);
    run.before.push(run.outputs.len());
    for output in out.outputs() {
        let value = out.value(output).map(<[u8]>::to_vec);
        let key = out.key(output).to_vec();
        run.outputs.push((output.topic, key, value, output.partition));
    }
}

fn commit<T: LaneState>(run: &mut Rerun<T>, transaction: u64) {
    let log = &mut run.log;
    run.state.changes(transaction, &mut |key, value| {
        log.push((key.to_vec(), value.map(<[u8]>::to_vec)));
    });
    run.state.merge(transaction);
}

/// What must not be found: keys as bytes and digits, and words.
struct Canaries(Vec<Vec<u8>>);

impl Canaries {
    fn of(author: AuthorKey, posts: &BTreeSet<PostKey>) -> Self {
        let keys = std::iter::once(*author.bytes()).chain(posts.iter().map(|post| *post.bytes()));
        let mut all: Vec<Vec<u8>> = keys.flat_map(|key| [key.to_vec(), hex(&key).to_vec()]).collect();
        all.extend([WORD, ERASED].map(|word| word.as_bytes().to_vec()));
        Self(all)
    }

    fn found_in(&self, bytes: &[u8]) -> Option<String> {
        let found = self
            .0
            .iter()
            .find(|canary| bytes.windows(canary.len()).any(|window| window == *canary));
        found.map(|canary| String::from_utf8_lossy(canary).into_owned())
    }
}

/// Judges every lane of a stage: other cuts change nothing, and neither does a restore at any place. Gives what the
/// changelogs hold in the end.
fn judge<S: Stage>(
    make: impl Fn() -> S,
    source: Source,
    world: &World,
    cuts: &[u8],
) -> Vec<BTreeMap<Vec<u8>, Vec<u8>>> {
    let mut held = Vec::new();
    for partition in 0..PARTITIONS {
        let (lane, records) = ((source, partition), world.partition(source.topic(), partition));
        let whole = rerun(&mut make(), lane, records, &[2]);
        let cut = rerun(&mut make(), lane, records, cuts);
        assert_eq!(whole.outputs, cut.outputs, "outputs of {lane:?}");
        assert_eq!(whole.state.rows(), cut.state.rows(), "rows of {lane:?}");
        let place = records.len() * usize::from(cuts[0]) / 4;
        let mut first = rerun(&mut make(), lane, &records[..place], cuts);
        let mut restored = S::State::default();
        for (key, value) in &first.log {
            restored.apply(key, value.as_deref()).unwrap();
        }
        restored.restore_time(first.state.time());
        assert_eq!(restored.rows(), first.state.rows(), "restored rows of {lane:?}");
        first.state = restored;
        let mut stage = make();
        for at in place..records.len() {
            step(&mut stage, lane, records, at, &mut first);
        }
        assert_eq!(first.outputs, whole.outputs, "{lane:?} restored at {place}");
        let mut folded = BTreeMap::new();
        for (key, value) in cut.log {
            match value {
                Some(value) => folded.insert(key, value),
                None => folded.remove(&key),
            };
        }
        held.push(folded);
    }
    held
}

/// Posts of the erased author that anybody ever heard of, before or after.
fn posts_of(world: &World, author: AuthorKey) -> BTreeSet<PostKey> {
    let mut posts = BTreeSet::new();
    for record in world.topic(Topic::Events) {
        if record.record_type != Some(RecordType::SocialEvent) {
            continue;
        }
        let value = record.value.as_deref().unwrap();
        let event: SocialEvent = Wire::locked().decode(value).unwrap();
        let is_by = |found: &Option<Author>| found.as_ref().is_some_and(|found| found.key == author);
        if is_by(&event.author) {
            posts.insert(event.post_key);
        }
        posts.extend(
            event
                .embedded
                .filter(|shown| is_by(&shown.author))
                .map(|shown| shown.post_key),
        );
    }
    posts
}

fn standing(world: &World, topic: Topic) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut standing = BTreeMap::new();
    for record in world.topic(topic) {
        match &record.value {
            Some(value) => standing.insert(record.key.clone(), value.clone()),
            None => standing.remove(&record.key),
        };
    }
    standing
}

fn receipts(world: &World) -> Vec<ErasureReceipt> {
    let values = world
        .topic(Topic::ErasureReceipts)
        .map(|record| record.value.as_deref().unwrap());
    let read = values.map(|value| Wire::locked().decode(value).unwrap());
    let mut receipts: Vec<ErasureReceipt> = read.collect();
    receipts.sort_by(|a, b| a.request_id.cmp(&b.request_id));
    receipts
}

fn check(steps: &[Next], turns: &[(usize, usize)], cuts: &[u8]) -> (usize, usize) {
    let (settings, wire) = (deployment(), Wire::locked());
    let rules = topology::rules(&settings).unwrap_or_else(|failure| panic!("{failure:?}"));
    let world = play(&settings, &story(steps), turns);
    let resolve = judge(
        || topology::resolve(&settings, &wire),
        Source::PostLookups,
        &world,
        cuts,
    );
    let assess = judge(
        || topology::assess(&settings, &wire, &scorer()),
        Source::Events,
        &world,
        cuts,
    );
    let cases = || topology::cases(&settings, &wire, &rules);
    let cases = judge(cases, Source::Scored, &world, cuts);
    let author = AuthorHasher::new(SECRET.as_bytes()).key(Network::X, ERASED);
    let seen = posts_of(&world, author);
    let canaries = Canaries::of(author, &seen);
    let compacted = [Topic::Cascades, Topic::WorkItems, Topic::Alerts];
    let held = resolve.into_iter().chain(assess).chain(cases);
    let mut kept = 0;
    for log in held.chain(compacted.map(|topic| standing(&world, topic))) {
        for (key, value) in &log {
            let found = canaries.found_in(key).or_else(|| canaries.found_in(value));
            assert_eq!(found, None, "in {} = {value:02x?}", String::from_utf8_lossy(key));
            kept += 1;
        }
    }
    let receipts = receipts(&world);
    let of: Vec<(&str, Subject)> = receipts
        .iter()
        .map(|r| (r.request_id.as_str(), r.subject))
        .collect();
    assert_eq!(of, [("one", Subject::Author), ("two", Subject::Author)]);
    let purged: i64 = receipts[1].stages.iter().map(|stage| stage.purged.rows).sum();
    assert_eq!(purged, 0, "a second request finds nothing: {receipts:?}");
    (seen.len(), kept)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_an_erased_author_is_left(
        steps in prop::collection::vec(next(), 3..40),
        turns in prop::collection::vec((0usize..64, 0usize..12), 0..120),
        cuts in prop::collection::vec(0u8..4, 1..30),
    ) {
        check(&steps, &turns, &cuts);
    }
}

#[test]
fn a_story_in_which_everything_happens_leaves_the_others_what_is_theirs() {
    let steps = [
        Next::Root(0),
        Next::Reply(1, 0),
        Next::Root(2),
        Next::Reply(0, 2),
        Next::Share(3, 0),
        Next::Quote(1, 0),
        Next::Edit(0),
        Next::Answer(0),
        Next::Reply(3, 0),
        Next::Delete(2),
    ];
    let everything_first: Vec<(usize, usize)> = (0..300).map(|n| (n * 5, 9)).collect();
    let (seen, kept) = check(&steps, &everything_first, &[0]);
    assert!(seen >= 2, "the author was known: {seen}");
    assert!(kept > 20, "there was something to look through: {kept}");
}
