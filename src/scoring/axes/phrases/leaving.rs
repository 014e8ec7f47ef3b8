//! Goes to a competitor.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::{Cue, Intent};

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Cue(Cue::ThreatToLeave),
        1,
        "never again|never * again|never will i|@/them/you ever again|will/would never get/see my/our|\
        ill stick to/with|stick to/with @|from here on out|dont expect business|not getting my business|\
        coming home to|never ever again?|never/not be/going/gonna to? fly/flying/use/using/buy/buying/shop/\
        shopping/book/booking/stay/order/ordering/bank/go/choose/ride/recommend|never fly/flying/use/using/buy/\
        buying/shop/shopping/book/booking/stay/order/ordering/travel/travelling/choose/recommend|neverflying|\
        neveragain|neverflyingagain|last time i/we/ill/well/im|my/our last flight/order/purchase/booking/time|\
        last flight with/on you|switching/switch/switched/moving/moved/move/changing over? to @/another/a/your/\
        someone|going/want/need/time/about/have/ready/considering/thinking/have to? of? about? switch/switching/\
        leave/leaving/cancel/cancelling|find/finding/found another/a new/different provider/bank/airline/\
        carrier/supplier|cancelling/canceling my/our/the contract/account/subscription/membership/service|close/\
        closing/closed my/our/all account/accounts|leaving you/@|taking/take my/our business/money/\
        custom elsewhere?|lost/losing/lose a/another/my/our/me/us loyal? longtime? customer/customers/business/\
        custom/passenger|lost me as|lost a loyal|wont/will not/never be back/returning/using/flying/buying/\
        shopping/ordering/booking/coming|wont/will not/never/not fly/use/buy/shop/order/book/recommend @/you/\
        with/from/this/them/again|wont/not/never be flying/using/buying/doing with/business|not flying/using/\
        buying with/from/you/them/@ ever? again?|go/going/took/take/look/looking/shop/bank elsewhere|\
        done with you/this/them/@|im/i/we/am/so/totally done|no longer a/your customer|no longer fly/use/using/\
        flying|but not anymore|not a customer anymore|used to be loyal/a|avoid this/these/@/them|\
        avoid at all costs|boycott/boycotting|dont/do not/never/wouldnt/would not/cant/not fly/buy/use/shop/\
        recommend with? @/them/this/from/here|next time ill? i? will? we? fly/use/go/choose/take/try|fly/flying/\
        flown/using/use/book/booking with? someone else/another/other|reasons/reason to keep/stay|makes/make/\
        making me want to leave/switch/cancel/fly|another/different airline/bank/provider/carrier/company next/\
        from/in",
    ),
    (
        Sign::Cue(Cue::ThreatToLeave),
        1,
        "nie wieder|kundige/kundigen/gekundigt/kundigung/wechsle/wechseln|anbieter wechseln|plus jamais|\
        resilier/resilie/resiliation|je change/quitte|changer d operateur|aller ailleurs|nunca mas|me cambio/\
        voy/doy|darme de baja|cambiar de compania|mai piu|disdico/disdire/disdetta|cambio operatore/gestore|\
        nunca mais|vou cancelar/trocar|cancelar minha",
    ),
    (
        Sign::Cue(Cue::ThreatToLeave),
        -1,
        "never ever? going back to another|never had|never been so happy|never let me down|will never leave you|\
        done with you guys being|last time i flew @ was great|wont be back until",
    ),
    (
        Sign::Intent(Intent::EndContract),
        2,
        "cancel/cancelling/canceling/terminate/end my/our/the/a contract/subscription/membership/plan/policy/\
        account|close/closing/delete my/our account|how do/can i/we cancel|unsubscribe|kundige/kundigen/\
        kundigung/vertrag|resilier/resiliation|darme de baja|cancelar mi/minha contrato/suscripcion/linea/\
        assinatura/conta|disdetta/disdire/disdico",
    ),
];
