//! What becomes of accounts.

use serde::Deserialize;

use super::super::draft::{DraftAccount, Part, Shape};
use super::super::loose::{Flag, One, Str};
use super::super::moment::Moment;
use super::super::parts::Parts;
use super::super::peel::not_json;
use crate::domain::account::AccountState;
use crate::domain::fate::{Ignored, Reject, RejectReason};

/// A frame of the first form, or what one of the second form holds.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Frame<'a> {
    #[serde(borrow)]
    did: Str<'a>,
    time_us: Moment,
    time: Moment,
    #[serde(borrow)]
    account: One<Account<'a>>,
    active: Flag,
    #[serde(borrow)]
    status: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Account<'a> {
    #[serde(borrow)]
    did: Str<'a>,
    time: Moment,
    active: Flag,
    #[serde(borrow)]
    status: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Outer<'a> {
    #[serde(borrow)]
    payload: One<Frame<'a>>,
}

/// Reads a frame of the first form.
pub(super) fn read<'a>(body: &'a [u8], parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let frame: Frame<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    parts.push(frame.part());
    Ok(Shape::Known)
}

/// Reads a frame of the second form.
pub(super) fn read_second<'a>(body: &'a [u8], parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let outer: Outer<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    parts.push(outer.payload.0.unwrap_or_default().part());
    Ok(Shape::Known)
}

impl<'a> Frame<'a> {
    fn part(self) -> Part<'a> {
        let account = self.account.0.unwrap_or(Account {
            did: Str(None),
            time: Moment(None),
            active: self.active,
            status: self.status,
        });
        let Some(state) = state(account.active.0, account.status.get()) else {
            return Part::Ignored(Ignored::Control);
        };
        let Some(id) = account.did.take().or_else(|| self.did.take()) else {
            let detail = "a bluesky account without `did`";
            return Part::Refused(Reject::new(RejectReason::BadField, detail));
        };
        Part::Account(DraftAccount {
            id,
            state,
            at: account.time.0.or(self.time.0).or(self.time_us.0),
        })
    }
}

/// What a host says of an account. That it cannot follow an account, or slows it down, says nothing of what
/// may be shown.
fn state(active: Option<bool>, status: Option<&str>) -> Option<AccountState> {
    match (active, status) {
        (Some(true), _) => Some(AccountState::Restored),
        (_, Some("deleted")) => Some(AccountState::Erased),
        (_, Some("takendown" | "suspended" | "deactivated")) | (Some(false), None) => {
            Some(AccountState::Suppressed)
        }
        (_, _) => None,
    }
}
