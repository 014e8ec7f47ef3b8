//! Posts of a side that nothing tells.

use super::run::Run;
use super::*;

#[test]
fn of_an_untold_side_only_who_complains_is_a_customer() {
    let untold = |id: &str, author: &str, text: &str| SocialEvent {
        direction: Direction::Unknown,
        visibility: Visibility::Direct,
        ..event(id, "call", author, 10, text)
    };
    let mut run = Run::new(stage());
    run.event(&untold("t1", "one", "how can I be of use"));
    run.event(&untold("t2", "two", "same here"));
    run.event(&event("t3", "call", "three", 10, "how can I be of use"));
    run.tick(20);
    run.finish(100);
    let told: Vec<ScoredEvent> = run.of();
    let told: BTreeSet<(CustomerKey, Role)> =
        told.into_iter().map(|told| (told.customer, told.role)).collect();
    let owner = |name| (customer(name), Role::Owner);
    assert_eq!(told, BTreeSet::from([owner("two"), owner("three")]));
}
