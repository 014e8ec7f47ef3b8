use std::collections::BTreeSet;

use super::*;

#[test]
fn every_row_stands_once_and_says_where_it_is_from() {
    let mut seen = BTreeSet::new();
    for row in rows() {
        assert!(seen.insert((row.network, row.surface, row.visibility)), "{row:?}");
        assert!(row.source.len() > 10, "{row:?}");
        assert!(row.most.is_none_or(|most| most >= 150), "{row:?}");
        assert_ne!(row.surface, Surface::Unknown);
        assert_ne!(row.counted_as, CountedAs::Unknown);
    }
}

#[test]
fn a_place_has_its_options_or_a_reason() {
    let of = |network, surface| -> Result<Vec<_>, _> {
        options(network, surface).map(|all| {
            all.map(|row| (row.visibility.name(), row.most, row.counted_as.name()))
                .collect()
        })
    };
    assert_eq!(
        of(Network::X, Surface::PublicPost),
        Ok(vec![("public", Some(280), "x_weighted")])
    );
    assert_eq!(
        of(Network::Instagram, Surface::Comment),
        Ok(vec![
            ("public", Some(2_200), "characters"),
            ("direct", Some(1_000), "bytes")
        ])
    );
    assert_eq!(
        of(Network::Email, Surface::Email),
        Ok(vec![("direct", None, "characters")])
    );
    for network in [
        Network::Statuspage,
        Network::RssAtom,
        Network::Survey,
        Network::Transcript,
    ] {
        assert_eq!(of(network, Surface::PublicPost), Err(NoReply::ReadOnlyNetwork));
    }
    assert_eq!(of(Network::Generic, Surface::Review), Err(NoReply::NotConfigured));
    assert_eq!(of(Network::X, Surface::Unknown), Err(NoReply::NotConfigured));
    assert_eq!(of(Network::X, Surface::Review), Err(NoReply::ReadOnlyNetwork));
}

#[test]
fn lengths_are_counted_as_their_names_say() {
    let text = "é😡a";
    let lengths = CountedAs::ALL.map(|way| way.length(text));
    assert_eq!(lengths, [3, 4, 7, 4]);
}

#[test]
fn names_are_those_that_are_written() {
    for way in CountedAs::ALL {
        assert_eq!(serde_json::json!(way), way.name());
    }
    for seen in [ReplyVisibility::Public, ReplyVisibility::Direct] {
        assert_eq!(serde_json::json!(seen), seen.name());
    }
}
