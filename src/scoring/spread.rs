//! Counters of one conversation's spread.

use serde::{Deserialize, Serialize};

use super::spread_params::SpreadParams;
use crate::domain::score::{Risk, rounded};
use crate::domain::time::Time;

/// Width of the finest bin, in milliseconds.
const FINEST: i64 = 15 * 60 * 1000;
/// Most bins held.
const MOST: usize = 96;
/// Followers beyond this are a mistake of the feed.
const MOST_FOLLOWERS: i64 = 1_000_000_000;

/// What was passed on in one bin of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bin {
    /// Number of the bin since 1970, in bins of the present width.
    pub at: i32,
    /// Shares and quotes, less those taken back.
    pub shares: i64,
    /// Sum of the followers of those who passed it on.
    pub audience: i64,
}

/// Who passed a conversation on and when, in bins of event time; part of a state row.
///
/// It is a sum: the order in which shares are added and taken back leaves no trace. Bins start 15 minutes wide;
/// where more than 96 would be needed, all become twice as wide, so that nothing is ever dropped.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spread {
    /// Bins are 15 minutes wide times two to this power.
    coarse: i32,
    /// Bins that hold something, by `at`.
    bins: Vec<Bin>,
}

impl Spread {
    /// One share or quote at this moment. `followers`: of whoever passed it on, `None` while unknown and
    /// where the same author was counted before.
    pub fn add(&mut self, at: Time, followers: Option<i64>) {
        self.count(at, 1, audience(followers));
    }

    /// Reverses an `add` of the same arguments, whichever of the two comes first.
    pub fn take_back(&mut self, at: Time, followers: Option<i64>) {
        self.count(at, -1, -audience(followers));
    }

    fn count(&mut self, at: Time, shares: i64, audience: i64) {
        let finest = at.0.div_euclid(FINEST) >> self.coarse;
        let at = i32::try_from(finest).unwrap_or(if finest < 0 { i32::MIN } else { i32::MAX });
        let place = match self.bins.binary_search_by_key(&at, |bin| bin.at) {
            Ok(place) => place,
            Err(place) => {
                self.bins.insert(place, Bin { at, ..Bin::default() });
                place
            }
        };
        if let Some(bin) = self.bins.get_mut(place) {
            bin.shares = bin.shares.saturating_add(shares);
            bin.audience = bin.audience.saturating_add(audience);
            if bin.shares == 0 && bin.audience == 0 {
                self.bins.remove(place);
            }
        }
        while self.bins.len() > MOST {
            self.widen();
        }
    }

    fn widen(&mut self) {
        self.coarse += 1;
        let mut wider: Vec<Bin> = Vec::with_capacity(MOST);
        for mut bin in std::mem::take(&mut self.bins) {
            bin.at >>= 1;
            match wider.last_mut() {
                Some(last) if last.at == bin.at => {
                    last.shares = last.shares.saturating_add(bin.shares);
                    last.audience = last.audience.saturating_add(bin.audience);
                }
                Some(_) | None => wider.push(bin),
            }
        }
        wider.retain(|bin| bin.shares != 0 || bin.audience != 0);
        self.bins = wider;
    }

    /// What this spread means; `replies` are the conversation's replies, less those taken back.
    /// The score does not fall when shares, audience or replies are added. Whether any of it is fresh is not counted here.
    #[must_use]
    pub fn risk(&self, params: &SpreadParams, replies: i64) -> Risk {
        let sum = |part: fn(&Bin) -> i64| {
            let total = self.bins.iter().map(part).fold(0, i64::saturating_add);
            total.max(0)
        };
        let (shares, audience) = (sum(|bin| bin.shares), sum(|bin| bin.audience));
        let x = params.shares_weight * log1p(shares as f64)
            + params.pace_weight * log1p(self.peak(params))
            + params.audience_weight * log1p(audience as f64 / 1000.0)
            + params.replies_weight * log1p(replies.max(0) as f64);
        let ratio = x / params.scale;
        let score = rounded(1.0 - libm::exp(-(ratio * ratio)));
        Risk {
            score,
            level: params.level(score),
            shares,
            audience,
            fresh: false,
        }
    }

    /// The highest count of shares that each fade by half within the half-life.
    fn peak(&self, params: &SpreadParams) -> f64 {
        let a_bin = std::f64::consts::LN_2 * FINEST as f64 / params.half_life.0.max(1) as f64;
        let mut last: Option<i32> = None;
        let (mut pace, mut peak) = (0.0_f64, 0.0_f64);
        for bin in &self.bins {
            if let Some(last) = last {
                pace *= libm::exp(-a_bin * self.finest_between(last, bin.at));
            }
            pace += bin.shares as f64;
            peak = peak.max(pace);
            last = Some(bin.at);
        }
        peak
    }

    /// Finest bins from the last one inside `from` to the first one inside `to`: never more than what narrower
    /// bins would have given, so that widening never lowers a score.
    fn finest_between(&self, from: i32, to: i32) -> f64 {
        let width = libm::exp2(f64::from(self.coarse));
        (f64::from(to) - f64::from(from)) * width - width + 1.0
    }
}

fn audience(followers: Option<i64>) -> i64 {
    followers.unwrap_or(0).clamp(0, MOST_FOLLOWERS)
}

fn log1p(value: f64) -> f64 {
    libm::log(1.0 + value.max(0.0))
}

#[cfg(test)]
#[path = "spread_tests.rs"]
mod tests;
