//! What somebody is called, where that is an address or a number by which they are reached.

use super::find::Finds;
use crate::domain::mask::MaskClass;
use crate::domain::network::Network;

/// Fewest digits of a number that is dialled.
const DIGITS: usize = 7;

/// What a handle tells of a person besides a name: an e-mail address or a phone number. On networks of many servers
/// `name@server` is a name that everybody sees.
#[must_use]
pub fn personal(handle: &str, network: Network) -> Option<MaskClass> {
    let is_name = matches!(network, Network::Mastodon | Network::Activitystreams);
    let classes = if is_name {
        [MaskClass::Phone].into_iter().collect()
    } else {
        [MaskClass::Email, MaskClass::Phone].into_iter().collect()
    };
    let found = Finds::new(handle, classes, &[]).next().map(|found| found.class);
    found.or_else(|| is_dialled(handle).then_some(MaskClass::Phone))
}

/// Whether this is a number and nothing else, such as networks of phones call people by.
fn is_dialled(handle: &str) -> bool {
    let digits = handle.chars().filter(char::is_ascii_digit).count();
    digits >= DIGITS
        && handle
            .chars()
            .all(|c| c.is_ascii_digit() || "+-./() ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_known_and_names_are_not() {
        for (handle, network, wanted) in [
            ("ana@example.org", Network::Email, Some(MaskClass::Email)),
            ("Ana <ana@example.org>", Network::Email, Some(MaskClass::Email)),
            ("+49 30 1234567", Network::Whatsapp, Some(MaskClass::Phone)),
            ("491701234567", Network::Whatsapp, Some(MaskClass::Phone)),
            ("ana@example.org", Network::Mastodon, None),
            ("ana_1984", Network::X, None),
            ("Bo Lind", Network::Email, None),
            ("123456", Network::X, None),
        ] {
            assert_eq!(personal(handle, network), wanted, "{handle}");
        }
    }
}
