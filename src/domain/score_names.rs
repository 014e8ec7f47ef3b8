//! The names of the axes' values: the same in the records, in rule files, in summaries and in metrics.

use super::score::{Abstention, CaseState, Cue, Emotion, Intent, Stance};

macro_rules! named {
    ($type:ident $count:literal { $($value:ident $name:literal)* }) => {
        impl $type {
            /// Every value, in order.
            pub const ALL: [Self; $count] = [$(Self::$value),*];

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $name,)*
                }
            }
        }
    };
}

named!(Cue 19 {
    Unknown "unknown"
    Question "question"
    Complaint "complaint"
    Thanks "thanks"
    Safety "safety"
    Legal "legal"
    Media "media"
    Regulator "regulator"
    ThreatToLeave "threat_to_leave"
    RepeatContact "repeat_contact"
    AsksForManager "asks_for_manager"
    OffersHelp "offers_help"
    SameHere "same_here"
    Defends "defends"
    ChannelHop "channel_hop"
    Deadline "deadline"
    VulnerablePerson "vulnerable_person"
    ExecutiveNamed "executive_named"
    Hearsay "hearsay"
});

named!(Abstention 5 {
    Unknown "unknown"
    NoWords "no_words"
    TooShort "too_short"
    LowMargin "low_margin"
    UnknownScript "unknown_script"
});

named!(Stance 5 {
    Unknown "unknown"
    None "none"
    Against "against"
    Neutral "neutral"
    For "for"
});

named!(Intent 28 {
    Unknown "unknown"
    Outage "outage"
    Delay "delay"
    CancelledService "cancelled_service"
    OrderStatus "order_status"
    LostItem "lost_item"
    DamagedItem "damaged_item"
    ProductFault "product_fault"
    AppFault "app_fault"
    WrongCharge "wrong_charge"
    Refund "refund"
    FeesAndPrices "fees_and_prices"
    PaymentFailed "payment_failed"
    Login "login"
    AccountChange "account_change"
    BookingChange "booking_change"
    EndContract "end_contract"
    Fraud "fraud"
    IdentityCheck "identity_check"
    StaffConduct "staff_conduct"
    Unreachable "unreachable"
    Information "information"
    PlacesAndHours "places_and_hours"
    Praise "praise"
    Suggestion "suggestion"
    Safety "safety"
    Privacy "privacy"
    Other "other"
});

named!(Emotion 7 {
    Unknown "unknown"
    None "none"
    Anger "anger"
    Sadness "sadness"
    Fear "fear"
    Joy "joy"
    Gratitude "gratitude"
});

named!(CaseState 5 {
    Unknown "unknown"
    Question "question"
    Unresolved "unresolved"
    Resolved "resolved"
    Thanks "thanks"
});

#[cfg(test)]
mod tests {
    use super::*;

    fn as_in_the_records<T: serde::Serialize>(all: &[T], name: impl Fn(&T) -> &'static str) {
        for value in all {
            let written = serde_json::to_value(value).unwrap();
            assert_eq!(written, name(value));
        }
    }

    #[test]
    fn the_names_are_those_of_the_records() {
        as_in_the_records(&Cue::ALL, |value| value.name());
        as_in_the_records(&Abstention::ALL, |value| value.name());
        as_in_the_records(&Stance::ALL, |value| value.name());
        as_in_the_records(&Intent::ALL, |value| value.name());
        as_in_the_records(&Emotion::ALL, |value| value.name());
        as_in_the_records(&CaseState::ALL, |value| value.name());
    }
}
