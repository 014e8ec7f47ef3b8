//! What people say. Towns, trains and words are invented; `{..}` are filled in by chance.

use super::dice::Dice;

const TOWNS: [&str; 12] = [
    "Alderby",
    "Cressmouth",
    "Dunholt",
    "Elmsworth",
    "Fennick",
    "Ivenham",
    "Kestrel Bay",
    "Lowmarsh",
    "Merrowgate",
    "Oxcombe",
    "Thornlea",
    "Wickstow",
];

const THINGS: [&str; 10] = [
    "bag",
    "umbrella",
    "coat",
    "keys",
    "laptop",
    "cello",
    "season ticket",
    "glasses",
    "bicycle",
    "scarf",
];

/// Somebody is unhappy.
pub(super) const COMPLAINTS: [&str; 20] = [
    "{brand} the {time} from {town} was late, I lost my seat and my {thing}. Bad start.",
    "{brand} no heating on the {time} to {town}. Freezing in here and nobody cares.",
    "Paid for a seat on the {time}, stood all the way to {town}. Terrible, {brand}.",
    "{brand} your app charged me twice for one ticket to {town}. I want my money back.",
    "{brand} cancelled the {time} with no reason given. Stuck in {town} with two children.",
    "Toilets out of order on the whole train to {town}. Disgusting, {brand}!",
    "{brand} my refund for the {town} trip is not here after {n} days. Unacceptable.",
    "The {time} left {town} four minutes early and I watched it go. Awful service {brand}",
    "{brand} the ticket machine at {town} is broken AGAIN and the guard wanted to fine me",
    "{brand} {n} minutes in your phone queue about my {thing}, then it hung up on me. Angry.",
    "Wifi on the {time} does not work, sockets do not work. What do I pay for, {brand}?",
    "{brand} your staff at {town} were rude to my mother. She only asked for the platform.",
    "{brand} I wrote twice about my lost {thing} and got no answer. Worst railway ever.",
    "Two coaches instead of five on the {time}. Packed like herrings to {town}, ridiculous {brand}",
    "{brand} the lift at {town} has been broken since spring & my knees are not getting younger",
    "{brand} delayed 70 minutes and the form for compensation gives me an error. Hopeless.",
    "If this happens once more I cancel my season ticket, {brand}. Useless.",
    "{brand} wrong announcement at {town}, I got on the wrong train and lost a whole morning",
    "{brand} booked the quiet coach, it was full of a shouting party until {town}. Not happy.",
    "{brand} no bus replacement at {town} although your page says there is one. Lies.",
];

/// Somebody asks.
pub(super) const QUESTIONS: [&str; 12] = [
    "{brand} does the {time} to {town} take bicycles?",
    "{brand} how do I change the name on a ticket?",
    "Is the {time} from {town} running today, {brand}?",
    "{brand} can I use an off-peak return on the {time}?",
    "{brand} where do I collect a parcel that I left at {town}?",
    "{brand} what is the latest train back from {town} on a Sunday?",
    "{brand} do dogs need a ticket?",
    "Which platform for {town} please, {brand}? The board is blank.",
    "{brand} can you help? My code for the {time} is not accepted at the gate.",
    "{brand} when will the timetable for June be out?",
    "{brand} is there step-free access at {town}?",
    "Hi {brand}, how long does a refund take?",
];

/// Somebody talks.
pub(super) const CHATTER: [&str; 12] = [
    "On the {time} to {town} with a book and a flask. {brand}",
    "{town} in the mist this morning. #trains {brand}",
    "Day 41 of counting herons from the {time}: eleven. {brand}",
    "New livery spotted at {town}. {brand}",
    "Somebody on the {brand} to {town} is knitting a sock the size of a coach",
    "{brand} quiz night at {town} station cafe on Thursday",
    "The {time} smells of oranges today. {brand}",
    "Photographed the old signal box at {town} before the rain. {brand}",
    "{brand} first journey with the baby, destination {town}",
    "Window seat to {town}. That is the whole post. {brand}",
    "Changing at {town}. {brand}",
    "My father drove the {time} for thirty years. {brand}",
];

/// Somebody is happy.
pub(super) const PRAISE: [&str; 8] = [
    "{brand} thank you to the guard on the {time}, so kind to my grandmother. Wonderful!",
    "Great service on the {time} to {town}. On time and spotless. Thanks {brand}",
    "{brand} my lost umbrella was waiting for me at {town}. Excellent, thank you!",
    "Lovely team at {town} station, {brand}. You made our day.",
    "{brand} the new seats are brilliant. Best trip to {town} in years.",
    "Thanks {brand}, refund arrived in two days. Impressed!",
    "Big thank you to the cleaner on the {time} who found my ring. {brand}",
    "{brand} perfect journey to {town}, friendly crew, love it",
];

/// The brand answers.
pub(super) const ANSWERS: [&str; 6] = [
    "Sorry about that. Send us your booking code in a message and we will look into it.",
    "Thank you for telling us. We have asked the station and will write again today.",
    "We are sorry. Please tell us the coach number, so that we can send somebody.",
    "Yes, that is possible. The details are on our page under Travel, and we can book it for you.",
    "Thanks for asking: we have checked, and your train runs as planned.",
    "That should not happen. A colleague takes this up with you now.",
];

/// The brand answers praise.
pub(super) const BOWS: [&str; 3] = [
    "Thank you! We will pass it on to the crew.",
    "This made our morning. Thank you for writing.",
    "Very glad to hear it. See you on board.",
];

/// A customer answers the brand.
pub(super) const CLOSINGS: [&str; 4] = [
    "thanks, that worked",
    "ok, sent you a message. Thanks for the quick reply",
    "still nothing. How long will this take?",
    "thank you, solved now",
];

/// People during the outage.
pub(super) const OUTAGE: [&str; 14] = [
    "{brand} nothing moves at {town}. What is going on??",
    "Stuck outside {town} for {n} minutes, no announcement. {brand}",
    "All boards at {town} just went blank. {brand}?",
    "{brand} every train cancelled at {town}. How do I get home?",
    "No trains, no information, no staff at {town}. Shameful, {brand}",
    "{brand} is this a signal failure? We stand in the dark before {town}",
    "Train stopped, doors locked, air is getting bad. {brand} somebody help",
    "{brand} app says on time. I can see the train. It is not moving.",
    "Hundreds of people on the platform at {town} and nobody tells us anything {brand}",
    "{brand} I will miss my flight because of you. Refund?",
    "Total chaos at {town}. Anyone know what happened? {brand}",
    "{brand} total standstill here at {town} since {n} minutes, my son waits alone at school",
    "Same here at {town}, everything down. {brand}",
    "Of course it is the evening {brand} collapses. Late for the third time, unbelievable.",
];

/// Fills in towns, times and numbers.
pub(super) fn fill(dice: &mut Dice, phrase: &str, brand: &str) -> String {
    let town = dice.pick(&TOWNS);
    let clock = format!("{:02}:{:02}", dice.between(5, 22), dice.between(0, 59));
    let count = dice.between(15, 55).to_string();
    let thing = dice.pick(&THINGS);
    phrase
        .replace("{brand}", brand)
        .replace("{thing}", thing)
        .replace("{town}", town)
        .replace("{time}", &clock)
        .replace("{n}", &count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_fill_in() {
        let mut dice = Dice::new(1);
        let all = [
            COMPLAINTS.as_slice(),
            &QUESTIONS,
            &CHATTER,
            &PRAISE,
            &ANSWERS,
            &BOWS,
            &CLOSINGS,
            &OUTAGE,
        ];
        for phrase in all.into_iter().flatten() {
            let text = fill(&mut dice, phrase, "@brand");
            assert!(!text.contains(['{', '}']), "{text}");
            assert!(text.chars().count() <= 280, "{text}");
        }
    }
}
