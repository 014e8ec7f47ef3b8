//! People of the story. Nobody of them exists: ids lie beyond those handed out, and X handles are longer
//! than the network allows.

use super::dice::Dice;
use crate::domain::time::Time;

/// Somebody with an account.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// The network's id of the account.
    pub(super) id: String,
    /// The name that others write after `@`.
    pub(super) handle: String,
    /// The name shown.
    pub(super) name: String,
    /// Followers.
    pub(super) followers: i64,
    /// Whether the network vouches for the account.
    pub(super) verified: bool,
    /// When the account was made.
    pub(super) joined: Time,
}

/// First X account id of the story.
const FIRST_X_ID: i64 = 8_800_000_000_000_000_000;

/// Letters of a `did:plc` identifier.
const PLC: [&str; 32] = [
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u",
    "v", "w", "x", "y", "z", "2", "3", "4", "5", "6", "7",
];

const MANNERS: [&str; 16] = [
    "quiet", "hasty", "amber", "brisk", "cosy", "dizzy", "early", "foggy", "gentle", "humble", "ivory",
    "jolly", "keen", "late", "mellow", "nimble",
];

const CREATURES: [&str; 16] = [
    "heron", "badger", "curlew", "dormouse", "egret", "ferret", "gannet", "hedgehog", "ibex", "jackdaw",
    "kestrel", "lapwing", "magpie", "newtling", "osprey", "plover",
];

/// Bands of follower counts: how often in a hundred, from, to.
const FOLLOWERS: [(i64, i64, i64); 5] = [
    (35, 3, 120),
    (35, 121, 900),
    (22, 901, 4_000),
    (7, 4_001, 30_000),
    (1, 30_001, 220_000),
];

fn followers(dice: &mut Dice) -> i64 {
    let mut place = dice.between(1, 100);
    for (share, least, most) in FOLLOWERS {
        if place <= share {
            return dice.between(least, most);
        }
        place -= share;
    }
    0
}

/// The `number`th account on X, with as many followers as chance gives it.
pub(super) fn on_x(dice: &mut Dice, number: i64) -> Person {
    let (manner, creature) = (dice.pick(&MANNERS), dice.pick(&CREATURES));
    let handle = format!("{manner}_{creature}_{:06}", 100_000 + number);
    // Accounts of the story were made between 2009 and 2024.
    let joined = Time(dice.between(1_230_768_000, 1_733_011_200) * 1000);
    Person {
        id: (FIRST_X_ID + number * 1_003).to_string(),
        name: format!("{manner} {creature}"),
        handle,
        followers: followers(dice),
        verified: dice.chance(3),
        joined,
    }
}

/// Somebody on Bluesky, whose frames show nothing but the identifier.
pub(super) fn on_bluesky(dice: &mut Dice) -> Person {
    let id = format!("did:plc:{}", dice.letters(&PLC, 24));
    Person {
        handle: id.clone(),
        name: String::new(),
        id,
        followers: 0,
        verified: false,
        joined: Time(0),
    }
}

/// A content identifier of the form that Bluesky uses.
pub(super) fn content_id(dice: &mut Dice) -> String {
    format!("bafyrei{}", dice.letters(&PLC, 52))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_too_long_to_be_anybodys() {
        let mut dice = Dice::new(3);
        for number in 0..200 {
            let person = on_x(&mut dice, number);
            assert!(person.handle.len() > 15, "{}", person.handle);
        }
    }

    #[test]
    fn most_people_have_few_followers_and_some_have_many() {
        let mut dice = Dice::new(5);
        let counts: Vec<i64> = (0..2000).map(|n| on_x(&mut dice, n).followers).collect();
        let small = counts.iter().filter(|n| **n <= 900).count();
        assert!((1200..1600).contains(&small), "{small}");
        assert!(counts.iter().any(|n| *n > 30_000));
    }
}
