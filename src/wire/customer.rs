//! The row of a customer as bytes of the changelog.

use std::sync::Arc;

use serde::Deserialize;

use super::rows::{decode_row, encode_row};
use crate::domain::presence::Presence;
use crate::domain::time::Time;
use crate::state::committed::Committed;
use crate::state::customer::{CustomerRow, PostRow};
use crate::state::row::Row;

/// What must be known of a row before anybody looks at it; the rest is checked and passed over.
#[derive(Deserialize)]
struct Glance {
    wake_at: Option<Time>,
}

impl Row for CustomerRow {
    fn encode(&self, to: &mut Vec<u8>) {
        encode_row("customer", self, to);
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        let mut row: Self = decode_row("customer", bytes)?;
        // Versions 1 to 3 said no moment: whatever brings a post back came later.
        let told_no_moment = |post: &&mut Arc<PostRow>| post.wordless && post.presence == Presence::UNTOLD;
        for post in row.posts.iter_mut().filter(told_no_moment) {
            Arc::make_mut(post).presence.removed_at = Some(Time::START);
        }
        Ok(row)
    }

    fn restore(bytes: &[u8]) -> Result<Committed<Self>, String> {
        let glance: Glance = decode_row("customer", bytes)?;
        Ok(Committed::unread(bytes, glance.wake_at))
    }

    fn due(&self) -> Option<Time> {
        self.wake_at
    }
}

#[cfg(test)]
mod tests {
    use apache_avro::reader::datum::GenericDatumReader;
    use apache_avro::writer::datum::GenericDatumWriter;

    use super::*;
    use crate::domain::account::AccountState;
    use crate::domain::event::{Action, Visibility};
    use crate::domain::ids::{AuthorKey, ConversationKey, PostKey};
    use crate::domain::network::Network;
    use crate::domain::score::{
        Abstention, CaseState, Cue, Intent, Level, ScoredIntent, Stance, Tone, Urgency,
    };
    use crate::domain::scored::Role;
    use crate::domain::time::Span;
    use crate::state::customer::{
        AccountRow, AffinityRow, AlertRow, ConversationRow, EpisodeRow, HoldRow, SaidRow,
    };

    fn reads_back(row: &CustomerRow) {
        let mut bytes = Vec::new();
        row.encode(&mut bytes);
        assert_eq!(CustomerRow::decode(&bytes).as_ref(), Ok(row));
        let restored = CustomerRow::restore(&bytes).unwrap();
        assert_eq!(restored.due(), row.due());
        assert_eq!([&restored.copy(), restored.get(), &restored.copy()], [row; 3]);
        for cut in 0..bytes.len() {
            assert!(CustomerRow::restore(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        bytes.push(0);
        assert!(CustomerRow::restore(&bytes).is_err(), "a byte too many");
    }

    #[test]
    fn a_row_that_does_not_follow_its_schema_is_refused_before_anybody_looks_at_it() {
        let row = CustomerRow {
            posts: vec![post().into()],
            ..CustomerRow::default()
        };
        let mut bytes = Vec::new();
        row.encode(&mut bytes);
        let refused = (0..bytes.len()).filter(|at| {
            let mut spoilt = bytes.clone();
            spoilt[*at] = 0xFF;
            let (told, read) = (CustomerRow::restore(&spoilt), CustomerRow::decode(&spoilt));
            // What nobody could look at later must be seen now; what the schema cannot say, a key's digits, aside.
            let digits = |why: &String| why.contains("hexadecimal");
            assert!(
                told.is_err() || read.as_ref().err().is_none_or(digits),
                "byte {at}: {read:?}"
            );
            told.is_err()
        });
        assert!(refused.count() > bytes.len() / 2);
    }

    fn post() -> PostRow {
        PostRow {
            role: Role::Owner,
            revision: 1,
            network: Network::X,
            visibility: Visibility::Public,
            joined: vec![ConversationKey::from_bytes([2; 16])],
            left: vec![ConversationKey::from_bytes([3; 16])],
            said: vec![SaidRow {
                revision: 1,
                sentiment: Some(-0.5),
                confidence: 0.75,
                abstention: Some(Abstention::LowMargin),
                about_brand: Some(0.875),
                stance: Stance::Against,
                complaint: Some(0.9375),
                intents: vec![ScoredIntent {
                    intent: Intent::Refund,
                    confidence: 0.5,
                }],
                urgency: Urgency::Today,
                cues: vec![Cue::Complaint, Cue::Legal],
                tone: Some(Tone::PLAIN),
                case_state: CaseState::Unresolved,
                language: Some("en".into()),
                language_confidence: 0.625,
                followers: Some(9),
                verified: Some(true),
            }],
            episode: Some(1),
            author: Some(AuthorKey::from_bytes([4; 16])),
            answers: Some(PostKey::from_bytes([5; 16])),
            native_id: Some("12".into()),
            text: Some("still no parcel".into()),
            ..PostRow::new(PostKey::from_bytes([1; 16]))
        }
    }

    fn episode() -> EpisodeRow {
        EpisodeRow {
            number: 1,
            version: 3,
            acted: -4,
            first_at: Time(1),
            latest_at: Time(2),
            opened_at: Time(3),
            preferred_agent: Some("agent-1".into()),
            first_response: Some(Span::minutes(5)),
            at_risk: true,
            breached: false,
            hold: Some(HoldRow {
                at: Time(4),
                agent: Some("agent-1".into()),
            }),
            answered_first: Some(Time(5)),
            answered_latest: Some(Time(6)),
            closed_at: Some(Time(7)),
            measured_answer: true,
            measured_claim: true,
            alerts: vec![AlertRow {
                rule: "outcry".into(),
                level: 2,
                highest: 3,
                notices: 3,
                standing: true,
                started_at: Time(8),
                shares: 10,
                joiners: 2,
            }],
        }
    }

    #[test]
    fn a_customer_reads_back_with_everything_set_and_with_nothing() {
        reads_back(&CustomerRow::default());
        reads_back(&CustomerRow {
            tenant: "northwind".into(),
            handle: Some("mara_pelz".into()),
            handle_at: Time(1),
            posts: vec![post().into(), PostRow::new(PostKey::from_bytes([6; 16])).into()],
            conversations: vec![ConversationRow {
                level: Level::High,
                ..ConversationRow::new(ConversationKey::from_bytes([2; 16]))
            }],
            episodes: vec![episode()],
            newest_episode: 1,
            joiners_beyond: 4,
            affinity: Some(AffinityRow {
                agent: "agent-1".into(),
                until: Time(9),
            }),
            active_at: Time(10),
            wake_at: Some(Time(11)),
            account: Some(AccountRow {
                state: AccountState::Suppressed,
                at: Time(12),
            }),
        });
    }

    /// The row as an earlier version wrote it.
    fn as_written_by(version: u8, then: &str, row: &CustomerRow) -> Vec<u8> {
        let parsed = |text: &str| apache_avro::Schema::parse_str(text).unwrap();
        let now = parsed(include_str!("../../schemas/state/customer.avsc"));
        let then = parsed(then);
        let mut bytes = Vec::new();
        row.encode(&mut bytes);
        let reader = GenericDatumReader::builder(&now)
            .reader_schema(&then)
            .build()
            .unwrap();
        let value = reader.read_value(&mut &bytes[2..]).unwrap();
        let writer = GenericDatumWriter::builder(&then).build().unwrap();
        [
            &[bytes[0], version][..],
            &writer.write_value_to_vec(value).unwrap(),
        ]
        .concat()
    }

    /// The row without the axes that version 5 added.
    fn before_the_axes(mut row: CustomerRow) -> CustomerRow {
        for said in row
            .posts
            .iter_mut()
            .flat_map(|post| &mut Arc::make_mut(post).said)
        {
            *said = SaidRow {
                abstention: None,
                about_brand: None,
                stance: Stance::Unknown,
                complaint: None,
                intents: Vec::new(),
                tone: None,
                case_state: CaseState::Unknown,
                language_confidence: 0.0,
                ..said.clone()
            };
        }
        row
    }

    #[test]
    fn a_row_of_version_3_is_read_and_what_was_gone_stays_so_until_it_returns() {
        let gone = PostRow {
            wordless: true,
            ..post()
        };
        let there = PostRow::new(PostKey::from_bytes([6; 16]));
        let row = CustomerRow {
            posts: vec![gone.into(), there.into()],
            ..CustomerRow::default()
        };
        let read = CustomerRow::decode(&as_written_by(
            3,
            include_str!("../../schemas/state/customer_v3.avsc"),
            &row,
        ))
        .unwrap();
        let presence: Vec<Presence> = read.posts.iter().map(|p| p.presence).collect();
        assert_eq!(
            presence.iter().map(|p| p.is_gone()).collect::<Vec<_>>(),
            [true, false]
        );
        assert!(
            !presence[0]
                .joined(Presence::of(Action::Unhide, Time(1)))
                .is_gone()
        );
        let mut expected = before_the_axes(row);
        Arc::make_mut(&mut expected.posts[0]).presence = presence[0];
        assert_eq!(read, expected);
    }

    #[test]
    fn a_row_of_version_4_says_nothing_of_the_axes_it_did_not_know() {
        let row = CustomerRow {
            posts: vec![post().into()],
            ..CustomerRow::default()
        };
        let bytes = as_written_by(4, include_str!("../../schemas/state/customer_v4.avsc"), &row);
        assert_eq!(
            CustomerRow::restore(&bytes).map(|row| row.copy()),
            Ok(before_the_axes(row.clone()))
        );
        assert_eq!(CustomerRow::decode(&bytes), Ok(before_the_axes(row)));
    }
}
