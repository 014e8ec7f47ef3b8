//! What somebody wants: the taxonomy, and how strongly the phrases speak for each of it.

use super::cues::{Balance, TROUBLES, asks};
use super::reading::Reading;
use super::sign::Sign;
use crate::domain::score::{Intent, ScoredIntent, rounded};

/// Every intent, in order.
pub const INTENTS: [Intent; 26] = [
    Intent::Outage,
    Intent::Delay,
    Intent::CancelledService,
    Intent::OrderStatus,
    Intent::LostItem,
    Intent::DamagedItem,
    Intent::ProductFault,
    Intent::AppFault,
    Intent::WrongCharge,
    Intent::Refund,
    Intent::FeesAndPrices,
    Intent::PaymentFailed,
    Intent::Login,
    Intent::AccountChange,
    Intent::BookingChange,
    Intent::EndContract,
    Intent::Fraud,
    Intent::IdentityCheck,
    Intent::StaffConduct,
    Intent::Unreachable,
    Intent::Information,
    Intent::PlacesAndHours,
    Intent::Praise,
    Intent::Suggestion,
    Intent::Safety,
    Intent::Privacy,
];

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
pub struct Strengths([f32; INTENTS.len() + 2]);

impl Strengths {
    pub(super) fn of(reading: &Reading, balance: Balance) -> Self {
        let mut strengths = Self([0.0; INTENTS.len() + 2]);
        let asked = Demand {
            complains: balance.complains(),
            asks: asks(reading),
            requests: reading.shows(Sign::Request),
        };
        for intent in INTENTS {
            let said = if intent == Intent::Praise {
                balance.praise
            } else {
                reading.strength(Sign::Intent(intent))
            };
            let said = f32::from(said.clamp(0, 12));
            strengths.set(intent, said * asked.share(intent, balance.praises()));
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

    /// The surest intents, the surest first, at most three; confidence is the share of all strength.
    #[must_use]
    pub fn surest(&self) -> [Option<ScoredIntent>; 3] {
        let sum: f32 = self.0.iter().sum();
        let mut best: [Option<ScoredIntent>; 3] = [None; 3];
        for intent in INTENTS.into_iter().chain([Intent::Other]) {
            let confidence = rounded(f64::from(self.get(intent) / sum.max(1.0)));
            if confidence < 0.1 {
                continue;
            }
            let mut next = Some(ScoredIntent { intent, confidence });
            for place in &mut best {
                let behind =
                    place.is_none_or(|known| next.is_some_and(|new| new.confidence > known.confidence));
                if behind {
                    std::mem::swap(place, &mut next);
                }
            }
        }
        best
    }
}
