//! What every feed carries besides posts: notices, accounts, redelivered records, and one payload of a
//! kind that nobody announced.

use super::bluesky_feed;
use super::narrator::Narrator;
use super::story::{DAY, Told};
use super::x_feed;
use crate::domain::network::Network;
use crate::domain::time::Span;

/// The noise of the day; `again` records are delivered a second time, up to two hours late.
pub(super) fn tell(narrator: &mut Narrator, again: usize) {
    for minute in [360, 787] {
        let at = DAY.plus(Span::minutes(minute));
        narrator.tell(Network::X, at, "", x_feed::disconnect());
    }
    for place in 0..6 {
        let at = DAY.plus(Span::minutes(400 + place * 130));
        let did = narrator.somebody_on_bluesky();
        let payload = bluesky_feed::identity(&did, place, at);
        narrator.tell(Network::Bluesky, at, &did, payload);
    }
    let at = DAY.plus(Span::minutes(1004));
    let unheard_of = r#"{"weather":{"station":"Dunholt","sky":"grey","rain_mm":4}}"#;
    narrator.tell(Network::X, at, "weather", unheard_of.into());
    redeliver(narrator, again);
}

fn redeliver(narrator: &mut Narrator, again: usize) {
    let last = i64::try_from(narrator.told.len()).unwrap_or(0).saturating_sub(1);
    for _ in 0..again {
        let place = usize::try_from(narrator.dice.between(0, last)).unwrap_or(0);
        let delay = Span::seconds(narrator.dice.between(1, 7_200));
        let copy = narrator.told.get(place).map(|told| Told {
            at: told.at.plus(delay),
            ..told.clone()
        });
        narrator.told.extend(copy);
    }
}
