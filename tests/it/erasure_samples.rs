//! One value of each record of erasure with everything set, and with nothing.

use outcry::domain::erasure::{
    Erasure, ErasureAnswer, ErasureReceipt, ErasureRequest, Purged, StagePurged, Subject, TopicGone,
};
use outcry::domain::ids::{AuthorKey, ErasureId, EventId, PostKey};
use outcry::domain::time::Time;

const AT: Time = Time(1_900_000_000_123);
const PURGED: Purged = Purged {
    rows: 5,
    renamed: 4,
    cascades: 3,
    items: 2,
    alerts: 1,
};

pub(crate) fn requests() -> [ErasureRequest; 2] {
    let by_account = ErasureRequest {
        request_id: "2030-000017".into(),
        network: Some("x".into()),
        account: Some("7700770077".into()),
        author_key: None,
        post: None,
        post_key: None,
    };
    let by_key = ErasureRequest {
        network: None,
        account: None,
        author_key: Some(AuthorKey::from_bytes([3; 16])),
        post: Some("900123".into()),
        post_key: Some(PostKey::from_bytes([4; 16])),
        ..by_account.clone()
    };
    [by_account, by_key]
}

pub(crate) fn erasure() -> Erasure {
    Erasure {
        telling: ErasureId::from_bytes([1; 16]),
        erasure: ErasureId::from_bytes([2; 16]),
        request_id: "2030-000017".into(),
        subject: Subject::Author,
        requested_at: AT,
        author: Some(AuthorKey::from_bytes([3; 16])),
        posts: vec![PostKey::from_bytes([4; 16]), PostKey::from_bytes([5; 16])],
    }
}

pub(crate) fn answer() -> ErasureAnswer {
    ErasureAnswer {
        erasure: ErasureId::from_bytes([2; 16]),
        request_id: "2030-000017".into(),
        subject: Subject::Post,
        requested_at: AT,
        stage: "assess".into(),
        purged: PURGED,
        awaited: 24,
        at: AT,
    }
}

pub(crate) fn receipts() -> [ErasureReceipt; 2] {
    let full = ErasureReceipt {
        receipt_id: EventId::from_bytes([6; 16]),
        request_id: "2030-000017".into(),
        subject: Subject::Author,
        requested_at: AT,
        done_at: AT,
        stages: vec![StagePurged {
            stage: "assess".into(),
            purged: PURGED,
        }],
        topics: vec![
            TopicGone {
                topic: "outcry.events.v1".into(),
                gone_at: Some(AT),
            },
            TopicGone {
                topic: "outcry.scored.v1".into(),
                gone_at: None,
            },
        ],
    };
    let bare = ErasureReceipt {
        stages: Vec::new(),
        topics: Vec::new(),
        ..full.clone()
    };
    [full, bare]
}
