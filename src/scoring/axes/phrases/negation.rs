//! Words that undo what follows, and words that end their reach.

use super::super::sign::Sign;
use super::Phrases;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Negation,
        1,
        "not/no/never/none/nor/neither/without/cannot/cant/wont/dont/doesnt/didnt/isnt/arent/wasnt/werent/hasnt/havent/hadnt/\
        wouldnt/couldnt/shouldnt/aint/hardly/barely|no need to|nothing to do with|far from|instead of|rather than",
    ),
    (
        Sign::Negation,
        1,
        "nicht/kein/keine/keinen/keinem/nie/niemals/ohne|pas/jamais/aucun/aucune/sans|nunca/jamas/ningun/ninguna/sin|\
        non/mai/nessun/nessuna/senza|nao/sem/nenhum/nenhuma",
    ),
    (
        Sign::Turn,
        1,
        "but/however/although/though/because/so/and/or/if/when/while/until/then|aber/jedoch/weil/und/oder/wenn|mais/parce/et/ou|pero/porque/y/o/si|\
        ma/perche/e/se|mas",
    ),
];
