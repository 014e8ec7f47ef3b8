//! What somebody wants: the taxonomy, and how strongly the phrases speak for each of it.

use super::cues::{Balance, TROUBLES, asks};
use super::reading::Reading;
use super::sign::Sign;
use crate::domain::score::Intent;

/// Every intent by its strengths, in order: all but the first, which only newer writers know, and the last, which is
/// none of them.
pub const INTENTS: &[Intent] = ALL.split_at(1).1.split_at(Intent::ALL.len() - 2).0;
const ALL: &[Intent] = &Intent::ALL;

/// Strength of "wants something, and none of these": an intent must show at least about this much.
const OTHER: f32 = 1.5;

/// What people speak of without wanting anything, and ask about without having met it.
const MENTIONED: [Intent; 8] = [
    Intent::BookingChange,
    Intent::AccountChange,
    Intent::StaffConduct,
    Intent::ProductFault,
    Intent::AppFault,
    Intent::LostItem,
    Intent::Delay,
    Intent::CancelledService,
];

/// The wider reason for writing that an intent belongs to: one of eleven.
#[must_use]
pub const fn group(intent: Intent) -> &'static str {
    match intent {
        Intent::Outage => "outage",
        Intent::Delay | Intent::CancelledService | Intent::OrderStatus | Intent::Unreachable => "delay",
        Intent::LostItem | Intent::DamagedItem => "lost_damaged",
        Intent::ProductFault | Intent::AppFault => "product_fault",
        Intent::WrongCharge
        | Intent::Refund
        | Intent::FeesAndPrices
        | Intent::PaymentFailed
        | Intent::Fraud => "billing",
        Intent::Login
        | Intent::AccountChange
        | Intent::BookingChange
        | Intent::EndContract
        | Intent::IdentityCheck => "account_booking",
        Intent::StaffConduct => "staff_conduct",
        Intent::Information | Intent::PlacesAndHours => "information",
        Intent::Praise => "praise",
        Intent::Safety => "safety",
        Intent::Suggestion | Intent::Privacy | Intent::Other | Intent::Unknown => "other",
    }
}

/// What the text does, whatever it is about.
#[derive(Debug, Clone, Copy)]
struct Demand {
    complains: bool,
    asks: bool,
    requests: bool,
}

impl Demand {
    /// How much of what is said of an intent counts.
    fn share(self, intent: Intent, praises: bool) -> f32 {
        let mentioned = MENTIONED.contains(&intent);
        let information = matches!(intent, Intent::Information | Intent::PlacesAndHours);
        if intent == Intent::Praise {
            if praises { 2.0 } else { 0.0 }
        } else if information && (self.complains || !self.asks) || intent == Intent::Suggestion && self.asks {
            0.3
        } else if mentioned && !self.complains && !self.asks && !self.requests {
            0.4
        } else if mentioned && self.asks && !self.complains && !self.requests {
            0.6
        } else if praises && TROUBLES.contains(&intent) {
            0.2
        } else {
            1.0
        }
    }
}

/// How strongly the phrases speak for each intent, 0 and up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strengths([f32; ALL.len()]);

impl Strengths {
    pub(super) fn of(reading: &Reading, balance: Balance) -> Self {
        let mut strengths = Self([0.0; ALL.len()]);
        let asked = Demand {
            complains: balance.complains(),
            asks: asks(reading),
            requests: reading.shows(Sign::Request),
        };
        for intent in INTENTS.iter().copied() {
            let said = if intent == Intent::Praise {
                balance.praise
            } else {
                reading.strength(Sign::Intent(intent))
            };
            if said > 0 {
                let said = f32::from(said.min(12));
                strengths.set(intent, said * asked.share(intent, balance.praises()));
            }
        }
        if asked.asks && !asked.complains {
            strengths.set(Intent::Information, strengths.get(Intent::Information) + 2.0);
        }
        strengths.set(Intent::Other, OTHER);
        strengths
    }

    /// The strength of one intent.
    #[must_use]
    pub fn get(&self, intent: Intent) -> f32 {
        self.0.get(intent as usize).copied().unwrap_or(0.0)
    }

    fn set(&mut self, intent: Intent, strength: f32) {
        if let Some(place) = self.0.get_mut(intent as usize) {
            *place = strength;
        }
    }
}
