//! The row of a customer as bytes of the changelog.

use serde::Deserialize;

use super::rows::{decode_row, encode_row};
use crate::domain::ids::CustomerKey;
use crate::domain::time::Time;
use crate::state::committed::Committed;
use crate::state::customer::CustomerRow;
use crate::state::due::Due;
use crate::state::route::{Route, Routed};
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
        decode_row("customer", bytes)
    }

    fn restore(bytes: &[u8]) -> Result<Committed<Self>, String> {
        let glance: Glance = decode_row("customer", bytes)?;
        Ok(Committed::unread(bytes, glance.wake_at.map(Due::At)))
    }

    fn due(&self) -> Option<Due> {
        self.wake_at.map(Due::At)
    }
}

impl Routed<CustomerKey> for CustomerRow {
    fn route(&self, key: &CustomerKey) -> Route {
        Route::Home(key.home())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::AccountState;
    use crate::domain::clock::ClockKind;
    use crate::domain::event::{Kind, MediaKind, Metric, Rating, Visibility};
    use crate::domain::ids::{AlertKey, AuthorKey, ConversationKey, EventId, PostKey};
    use crate::domain::item_post::ItemMedia;
    use crate::domain::network::Network;
    use crate::domain::promise::{Pause, Pauses, Promise};
    use crate::domain::reply::{ReplyRoute, ReplyTarget, SealedAddress, SealedBytes};
    use crate::domain::score::{
        Abstention, CaseState, Cue, Intent, Level, ScoredIntent, Stance, Tone, Urgency,
    };
    use crate::domain::scored::Role;
    use crate::domain::surface::Surface;
    use crate::domain::thread::{OwnAccount, Thread};
    use crate::domain::time::Span;
    use crate::state::customer::{
        AccountRow, ActingRow, AffinityRow, AlertRow, ClockRow, ConversationRow, DeskRow, EpisodeRow,
        HoldRow, LeavingRow, PostRow, SaidRow,
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
            // What nobody could look at later must be seen now; what the schema cannot say, a key's length, aside.
            let length = |why: &String| why.contains("hexadecimal");
            assert!(
                told.is_err() || read.as_ref().err().is_none_or(length),
                "byte {at}: {read:?}"
            );
            told.is_err()
        });
        // Five keys and six doubles may be any bytes.
        assert!(refused.count() > (bytes.len() - 5 * 16 - 6 * 8) / 2);
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
                rating: Some(Rating {
                    metric: Metric::Stars,
                    value: 1.0,
                    max: Some(5.0),
                }),
                needs_enrichment: true,
            }],
            episode: Some(1),
            author: Some(AuthorKey::from_bytes([4; 16])),
            answers: Some(PostKey::from_bytes([5; 16])),
            native_id: Some("12".into()),
            text: Some("still no parcel".into()),
            acting: Some(acting()),
            ..PostRow::new(PostKey::from_bytes([1; 16]))
        }
    }

    fn episode() -> EpisodeRow {
        EpisodeRow {
            version: 3,
            version_at: Time(9),
            content_version: 2,
            content: -5,
            acted: vec![-4, 7],
            first_at: Time(1),
            latest_at: Time(2),
            opened_at: Time(3),
            preferred_agent: Some(affinity()),
            clocks: vec![ClockRow {
                promises: vec![Promise {
                    calendar: "desk".into(),
                    amount: Span::minutes(5),
                    rule: "complaint".into(),
                }],
                due_at: Some(Time(9)),
                at_risk: true,
                breached: true,
                ..ClockRow::new(ClockKind::NextResponse, Time(1))
            }],
            desk: desk(),
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
            ended: true,
            ..EpisodeRow::new(1)
        }
    }

    fn desk() -> DeskRow {
        DeskRow {
            hold: Some(HoldRow {
                agent: "agent-1".into(),
                since: Time(4),
            }),
            queue: Some("care".into()),
            waiting_at: Some(Time(5)),
            resolved_at: Some(Time(6)),
            closed_at: Some(Time(7)),
            reason: Some("solved".into()),
            merged_into: Some(2),
            reopened: 1,
            answered_first: Some(Time(5)),
            answered_latest: Some(Time(6)),
            answered_publicly: true,
            pauses: Pauses {
                over: vec![Pause {
                    from: Time(1),
                    until: Time(2),
                }],
                open_since: Some(Time(3)),
            },
            done_first: Some(Time(6)),
            heard: vec![EventId::from_bytes([8; 16])],
            handled: Span(9),
            hand_overs: 1,
        }
    }

    fn acting() -> ActingRow {
        let link = || Some("https://example.com/p/12".into());
        ActingRow {
            kind: Kind::Message,
            surface: Surface::Direct,
            url: link(),
            own_account: Some(OwnAccount {
                native_id: "7".into(),
                handle: Some("northwind".into()),
            }),
            thread: Thread {
                native_id: Some("12".into()),
                url: link(),
                root_url: link(),
            },
            reply: Some(ReplyRoute {
                target: ReplyTarget::Address,
                post_native_id: Some("12".into()),
                thread_native_id: Some("13".into()),
                address: Some(SealedAddress {
                    sealed: SealedBytes(vec![1, 2]),
                    key_id: "0a1b2c3d".into(),
                }),
                window_until: Some(Time(3)),
            }),
            media: vec![ItemMedia {
                kind: MediaKind::Image,
                url: link(),
            }],
        }
    }

    fn affinity() -> AffinityRow {
        AffinityRow {
            agent: "agent-1".into(),
            since: Time(8),
            answered: true,
            until: Time(9),
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
            affinity: Some(affinity()),
            active_at: Time(10),
            wake_at: Some(Time(11)),
            account: Some(AccountRow {
                state: AccountState::Suppressed,
                at: Time(12),
            }),
            leaving: vec![LeavingRow {
                number: 1,
                until: Time(13),
                alerts: vec![AlertKey::from_bytes([7; 16])],
            }],
        });
    }
}
