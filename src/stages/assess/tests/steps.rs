//! A step does so much; ticks go on with the rest, and time stands before what is left.

use super::run::Run;
use super::*;
use crate::domain::bounds::STEP_ROWS;
use crate::domain::erasure::{Purged, Subject};
use crate::domain::ids::{AuthorKey, ErasureId};
use crate::state::StateTable;

fn small(rows: usize) -> Assess {
    Assess {
        step_rows: rows,
        ..stage()
    }
}

/// A thread of so many replies, every third of which has the same trouble; its root is the last.
fn thread_without_root(replies: i64) -> Vec<SocialEvent> {
    let words = |n| if n % 3 == 0 { "same here" } else { "lovely weather" };
    let reply = |n: i64| event(&format!("r{n}"), "a", &format!("u{n}"), 10 + n / 50, words(n));
    let mut events: Vec<SocialEvent> = (0..replies).map(reply).collect();
    events.push(event("a", "a", "anna", 11 + replies / 50, "my bag is gone"));
    events
}

/// Who heard last what of whose post.
fn known(run: &Run) -> BTreeSet<(CustomerKey, PostKey, Role)> {
    let told: Vec<ScoredEvent> = run.of();
    let all = told
        .into_iter()
        .map(|told| (told.customer, told.post_key, told.role));
    all.collect()
}

fn late_root(stage: Assess, replies: i64, transaction: usize) -> Run {
    let mut run = Run::new(stage);
    let events = thread_without_root(replies);
    let (root, others) = events.split_last().unwrap();
    others.iter().for_each(|event| run.event(event));
    // Nobody waits any more, or waits at all.
    run.tick(10 + replies / 50);
    run.event(root);
    run.tick(20 + replies / 50);
    run.finish(transaction);
    run
}

#[test]
fn a_root_that_comes_after_thousands_of_replies_is_told_to_each_of_them_in_steps() {
    let replies = 5_000;
    let run = late_root(stage(), replies, 3_000);
    let moved: Vec<Reassigned> = run.of();
    let mut posts: Vec<PostKey> = moved.iter().map(|moved| moved.post_key).collect();
    posts.sort_unstable();
    posts.dedup();
    let replies = usize::try_from(replies).unwrap();
    assert_eq!(
        (moved.len(), posts.len()),
        (2 * replies, replies),
        "each once, to both"
    );
    assert!(
        run.busiest > 2 * STEP_ROWS && run.busiest < 4 * STEP_ROWS,
        "{}",
        run.busiest
    );
    let cascade = run.cascade("a");
    assert_eq!((cascade.replies, cascade.joiners), (5_000, 1_667));
    assert_eq!(run.state.time(), Time(120_000), "all is done");
    assert!(
        run.largest[&'c'] < 1_000,
        "no row grows with the thread: {:?}",
        run.largest
    );
}

#[test]
fn whether_the_root_comes_first_or_last_everybody_knows_the_same() {
    let last = late_root(small(7), 60, 9);
    last.leaves_no_trace_of_cuts(|| small(7));
    let mut first = Run::new(small(7));
    let events = thread_without_root(60);
    events.iter().rev().for_each(|event| first.event(event));
    first.tick(40);
    first.finish(9);
    let (first_cascade, last_cascade) = (first.cascade("a"), last.cascade("a"));
    assert_eq!(
        (first_cascade.replies, first_cascade.joiners, first_cascade.risk),
        (last_cascade.replies, last_cascade.joiners, last_cascade.risk)
    );
    let of_owner = |run: &Run| -> BTreeSet<_> {
        let all = known(run).into_iter();
        all.filter(|(to, ..)| *to == customer("anna")).collect()
    };
    assert_eq!(of_owner(&first), of_owner(&last));
}

#[test]
fn an_edit_or_a_removal_of_a_reply_that_was_not_told_of_its_root_yet_counts_once() {
    let mut stage = small(5);
    stage.params.most_waiting = 1;
    let mut run = Run::new(stage);
    let events = thread_without_root(30);
    let (root, others) = events.split_last().unwrap();
    others.iter().for_each(|event| run.event(event));
    run.tick(20);
    run.event(root);
    // After the first step of the adoption: the last replies were not told of yet.
    run.event(&SocialEvent {
        action: Action::Edit,
        revision: 1,
        ..event("r29", "a", "u29", 30, "same here, after all")
    });
    run.event(&gone("r27", "a", 30));
    run.event(&toggled(Action::Hide, "r24", "a", 30));
    run.event(&toggled(Action::Unhide, "r24", "a", 31));
    run.tick(40);
    run.finish(4);
    let cascade = run.cascade("a");
    assert_eq!(
        (cascade.replies, cascade.joiners),
        (29, 10),
        "ten of the thirty, one more, one less"
    );
}

#[test]
fn time_stands_before_the_oldest_change_that_nobody_was_told_of_and_goes_on() {
    let mut run = Run::new(small(10));
    for n in 0..35 {
        run.event(&share(&format!("s{n}"), &format!("a{n}"), "x", 100 + n));
    }
    run.tick(200);
    let mut reached = Vec::new();
    while let Some(fate) = run.step() {
        if matches!(fate, Fate::Tick(_)) {
            reached.push(run.state.time().0);
        }
    }
    run.commit();
    assert_eq!(reached, [109_999, 119_999, 129_999, 200_000]);
    let cascades: Vec<Cascade> = run.of();
    let order: Vec<i64> = cascades.iter().map(|cascade| cascade.latest_at.0).collect();
    assert!(
        order.len() == 35 && order.is_sorted(),
        "the oldest first: {order:?}"
    );
    run.leaves_no_trace_of_cuts(|| small(10));
}

/// What changes faster than ticks can tell of does not keep time from going on.
#[test]
fn changes_without_end_hold_time_back_and_do_not_stop_it() {
    let mut run = Run::new(small(10));
    // All of it is there to be read: what the lane writes to itself comes after it.
    for round in 0..20 {
        for n in 0..15 {
            let root = format!("a{round}-{n}");
            run.event(&share(&format!("s{round}-{n}"), &root, "x", 100 + round));
        }
        run.tick(101 + round);
    }
    let mut last = Time::START;
    for round in 0..20 {
        while run.read.len() < (round + 1) * 16 {
            let _ = run.step();
        }
        assert!(run.state.time() >= last, "round {round}");
        last = run.state.time();
    }
    assert!(
        last >= Time(112_000) && last < Time(120_000),
        "behind, and moving: {last:?}"
    );
    run.finish(10);
    assert_eq!(run.state.time(), Time(120_000));
}

#[test]
fn a_tick_does_so_many_of_five_thousand_conversations() {
    let mut run = Run::new(stage());
    for n in 0..5_000 {
        run.event(&share(&format!("s{n}"), &format!("a{n}"), "x", 1 + n / 100));
    }
    run.tick(100);
    run.finish(1_000);
    assert_eq!(run.of::<Cascade>().len(), 5_000);
    assert!(run.busiest <= STEP_ROWS + 1, "{}", run.busiest);
    assert_eq!(
        run.of::<Tick>().len(),
        2,
        "one for each step that has left something"
    );
    assert_eq!(run.state.time(), Time(100_000));
}

fn erasure(author: &str) -> Erasure {
    let telling = ErasureId::derive(author, &[0; 16]);
    Erasure {
        telling,
        erasure: telling,
        request_id: author.into(),
        subject: Subject::Author,
        requested_at: Time(20_000),
        author: Some(author_key(author)),
        posts: Vec::new(),
    }
}

fn author_key(name: &str) -> AuthorKey {
    AuthorHasher::new(b"s").key(Network::X, name)
}

/// A lane in which one author wrote many posts, each answered by somebody else, and asks to be forgotten.
fn forgets(mut stage: Assess, posts: i64, transaction: usize) -> Run {
    stage.params.most_posts = 100_000;
    let mut run = Run::new(stage);
    for n in 0..posts {
        let id = format!("p{n}");
        run.event(&event(&id, &id, "anna", 1 + n / 1_000, "my bag is gone"));
        if n % 4 == 0 {
            run.event(&event(
                &format!("r{n}"),
                &id,
                &format!("u{n}"),
                2 + n / 1_000,
                "same here",
            ));
        }
        if n % 8 == 0 {
            run.event(&share(&format!("s{n}"), &id, "dora", 2 + n / 1_000));
            run.event(&share(&format!("t{n}"), "elsewhere", "anna", 2 + n / 1_000));
        }
    }
    run.tick(2 + posts / 1_000);
    run.event(&event("w", "unseen", "anna", 100, "waits"));
    let mut answer = event("v", "p1", "brand", 100, "waits in a conversation that goes");
    answer.parent = Some(PostRef {
        native_id: "unseen".into(),
        post_key: key("unseen"),
    });
    run.event(&answer);
    run.give(&erasure("anna"), Time(20_000));
    run.tick(50);
    run.finish(transaction);
    run
}

/// What the lane has forgotten by all its answers.
fn purged(run: &Run) -> Purged {
    let answers: Vec<ErasureAnswer> = run.of();
    let mut all = Purged::default();
    answers.iter().for_each(|answer| all.add(&answer.purged));
    all
}

fn judge_forgotten(run: &Run, posts: usize) {
    let answers: Vec<ErasureAnswer> = run.of();
    let tellings: Vec<Erasure> = run.of();
    let first: Vec<&ErasureAnswer> = answers.iter().filter(|answer| answer.awaited > 0).collect();
    assert_eq!(first.len(), 1, "at the end, once");
    assert_eq!(answers.len(), 1 + tellings.len() / 3, "and one to each telling");
    assert!(tellings.iter().all(|told| told.posts.len() <= 500));
    let told: BTreeSet<PostKey> = tellings.iter().flat_map(|told| told.posts.clone()).collect();
    assert_eq!(
        told.len(),
        posts + posts.div_ceil(8) + 1,
        "her posts and shares, and the one that waits"
    );
    assert_eq!(first[0].awaited, i64::try_from(tellings.len()).unwrap());
    let of_others = posts.div_ceil(4) + posts.div_ceil(8) + 2;
    assert_eq!(purged(run).renamed, i64::try_from(of_others).unwrap());
    let erased: Vec<[u8; 16]> = told.iter().map(|post| *post.bytes()).collect();
    let names: BTreeSet<Vec<u8>> = erased
        .iter()
        .chain([author_key("anna").bytes()])
        .flat_map(|key| [key.to_vec(), crate::domain::ids::hex(key).to_vec()])
        .collect();
    for (name, value) in &run.log {
        for bytes in [name, value] {
            for length in [16, 32] {
                let mut parts = bytes.windows(length);
                assert!(
                    !parts.any(|part| names.contains(part)),
                    "in {}",
                    char::from(name[0])
                );
            }
        }
    }
}

#[test]
fn an_author_with_a_thousand_posts_is_forgotten_in_a_few_steps() {
    let run = forgets(stage(), 1_000, 700);
    judge_forgotten(&run, 1_000);
    assert!(run.of::<Tick>().len() <= 3);
}

#[test]
fn an_author_with_ten_thousand_posts_is_forgotten_piece_by_piece() {
    let run = forgets(stage(), 10_000, 1_001);
    judge_forgotten(&run, 10_000);
    assert!(run.busiest < 3 * STEP_ROWS, "{}", run.busiest);
    let steps = run.of::<Tick>().len();
    assert!((6..30).contains(&steps), "{steps}");
    assert!(run.largest[&'e'] < crate::state::packed::CHUNK_BYTES);
}

#[test]
fn cuts_leave_no_trace_in_a_long_erasure_and_steps_of_any_size_forget_the_same() {
    let (run, whole) = (forgets(small(6), 40, 5), forgets(stage(), 40, 1_000));
    judge_forgotten(&run, 40);
    judge_forgotten(&whole, 40);
    run.leaves_no_trace_of_cuts(|| small(6));
    // Each telling that was heard is remembered besides.
    let rows = |run: &Run| run.state.rows() - run.state.blocked.rows();
    assert_eq!(rows(&run), rows(&whole));
    assert_eq!(purged(&run), purged(&whole));
}
