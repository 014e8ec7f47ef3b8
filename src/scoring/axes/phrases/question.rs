//! Asks something, or asks for something to be done.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::{Cue, Intent};

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Cue(Cue::Question),
        1,
        "how do/can/does/should/would/did/to/long/much/many/soon/early/come/is/are/about|can/could/may/would/\
        will you/u/someone/anyone/somebody/anybody please|can/could/may/should/do/am/must i/we|can/could/does/\
        is/has/did anyone/someone/anybody/somebody|anyone/anybody know/knows/else|any idea/ideas/update/updates/\
        news/advice/tips/chance/luck/plans/reason/word|please advise/help/confirm/clarify|wondering if/why/when/\
        how/whether|curious if/why/how|is/are/was/were/isnt/arent there/this/that/it/these/your/the/my/you/they/\
        any a/an/any|what time/is/are/does/do/happens/happened/should/can/would/about/gives|whats the/your/\
        going/up/wrong|when will/does/is/are/do/can/did|why is/are/does/do/did/cant/wont/isnt/not/was/has/have/\
        am/would|whys|where is/are/can/do/does/did|wheres/whos/hows|who do/can/should/is|which/what one/\
        airports/number/gate/terminal/day/date|do you/u/i/we/they know/have/offer/need|does the/it/your/this/\
        that|did you/i|will i/you/we/it/there/the/they|have/has/had you/the/your/anyone|would like/love to know|\
        want to know|need to know|let me know if/when/how/what|quick question|have a question|got a question|\
        question about|question for|possible to|is it possible",
    ),
    (
        Sign::Cue(Cue::Question),
        1,
        "wie kann/komme/lange/viel/geht|wann kommt/ist/wird/geht/kommen|warum/wieso/weshalb/woran|wo ist/kann/\
        finde/bleibt|weiss jemand|kann/konnen/konntet/konnt ich/man/sie/ihr/mir|gibt es|comment faire/puis/peut/\
        je|pourquoi|quand est/sera/arrive|ou est|est ce que|pouvez/pourriez vous|puis je|est il possible|cuando/\
        donde|por que|como puedo/se/hago|puedo/puede/pueden/podrian|alguien sabe|hay algun|come posso/si/faccio|\
        quando arriva/sara|dove|perche/posso|qualcuno sa|como faco/posso/eu|quando chega/vai|onde esta/fica|\
        por que|alguem sabe|tem como",
    ),
    (
        Sign::Cue(Cue::Question),
        2,
        "how do/can/does/should/would/early/soon i/we/you/it|can/could/may/should/am i/we|do i/we/you/u need/\
        get/have/offer/know/do/still|what about|where do/can/is/are i/we/my/the|is it possible|am i able|do ba/\
        they|please advise/confirm/clarify|can/could you please|can/could you/someone/anyone/somebody tell/\
        confirm/advise/explain/check/help|anyone know|any idea/ideas/update/updates/chance/news/luck|when will/\
        does/is|what time|which airports/terminal/number/one|wondering if/why/when/how/whether|have a question|\
        quick question|would like to know|need to know|want to know|let me know if/when/how/what|whats/\
        what is the status|do i put|is your|is the|are you|will i|how long",
    ),
    (
        Sign::Request,
        1,
        "please|pls|plz|plse|need/needs/want/wanted to/you/your/a/an/some/help/someone/this/it/my|help|help me/\
        us/with/please|can/could/would you/u|assist/assistance|fix/sort/resolve/solve/address this/it/your/my/\
        the|sort it/this out|do something|contact me|call me|let me/us|get back to me|respond/reply|dm me|give/\
        send/get me/us/my/our|looking for/to|trying to|would like to|id like to|hope you|hoping for/to/you|\
        you should/need/guys should|make/bring/add/allow/stop|bitte|hilfe|brauche|svp|s il vous plait|aidez|\
        besoin|por favor|ayuda|necesito|per favore|aiuto|bisogno|por favor|ajuda|preciso",
    ),
    (
        Sign::Intent(Intent::Information),
        1,
        "how do/can/does/would/long/much/many/early/to i/we/you?|can/could/may/am/do/will i/we|is it/there/this/\
        that/your|are there/you/we|do you/u/ba/they|does the/it/ba/your|what is/are/does/do/happens/time/kind|\
        whats the|when will/does/is/are/do/you/can/did|where can/is/do|which|wondering if/why/when/how/whether|\
        quick question|have a question|question for/about|any chance/plans/idea/advanced/advance|is it possible|\
        possible to|would like to know|need to know|can you tell/confirm/advise/explain|please confirm/advise/\
        clarify|wie/wann/wo kann/ist/lange|gibt es|comment/quand/puis|como/cuando/donde puedo/es/esta|come/\
        quando posso/si|onde/como posso/faco",
    ),
    (
        Sign::Intent(Intent::Information),
        2,
        "do you offer/have/provide/still/allow/sell|are you planning/offering/removing/flying/going|\
        allowed to bring/take/carry|how early|how much does/is/would/to|what documents|policy on/for/regarding/\
        about|still available|still purchase/get/buy|can i bring/take/carry|am i able/allowed|will i still|\
        is your|is it true|what happens if",
    ),
    (
        Sign::Intent(Intent::PlacesAndHours),
        2,
        "opening/open/closing hours/times/time|what time do/does/is you/the/your/it open/close/opens/closes|\
        are you open|open on/today/tomorrow/sunday/sundays/late|nearest store/branch/shop/atm/office|\
        where is your/the store/branch/shop/office/lounge/desk/counter|which terminal|what terminal|store/\
        branch/shop locations/location|offnungszeiten|geoffnet|heures d ouverture|horaires|horario/horarios|\
        orari|horario de funcionamento",
    ),
    (
        Sign::Intent(Intent::Suggestion),
        2,
        "suggestion/suggestions|suggest/recommend you/that|you should/could add/bring/offer/consider/make/have|\
        please add/bring/consider/offer/make/start/stop/allow|would be nice/great/good/cool/helpful if/to|\
        wish you/@ would/had/could/flew/offered|feature request|how about|feedback|idea for|time to widen/\
        update/upgrade|should consider|vorschlag|ware schon|suggestion|ce serait bien|sugerencia|seria bueno|\
        suggerimento|sarebbe bello|sugestao|seria legal|please bring back|bring back the",
    ),
    (
        Sign::Intent(Intent::Privacy),
        2,
        "privacy|personal data/information/details|gdpr|my data|data breach/protection|delete my data|sold/\
        share/shared/sharing/leaked my data/details/email/information|spam/spamming me|stop emailing/texting/\
        calling/messaging me|unsolicited|datenschutz|donnees personnelles|datos personales|dati personali|\
        dados pessoais",
    ),
];
