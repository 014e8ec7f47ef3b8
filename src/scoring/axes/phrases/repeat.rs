//! Has asked before, or was sent from one channel to another.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::{Cue, Intent};

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Cue(Cue::RepeatContact),
        1,
        "still/yet/have no/waiting/awaiting/not/nothing response/reply/answer/heard/received/back|waiting for/\
        on a/your/my response/reply/answer/callback|still havent had/received/heard/got|still waiting for/on/\
        to a/your/an/hear? response/reply/answer/callback|still havent heard|no response/reply/answer yet/from/\
        to/after/back|havent/not/never heard/gotten/got/received anything/back|havent/not/never heard/gotten/\
        got/received/had a response/reply/answer|not responding/replying to? my|never/nobody/noone responded/\
        replied/called/answered/replies/responds/answers|dont/doesnt/wont/didnt respond/reply/answer|second/\
        third/fourth/fifth/sixth/tenth/nd/rd/th time ive/i/im/asking/calling/writing/contacting/we/reporting|\
        for the 0? second/third/fourth/fifth/sixth/umpteenth/last time|0 times already/now|0 th/nd/rd time ive/\
        i/asking/calling|already called/emailed/sent/contacted/messaged/wrote/written/asked/told/reported/dmd/\
        tweeted|have/ive/weve called/emailed/messaged/contacted/written/tweeted/dmd/rung/phoned @/you/customer/\
        multiple/several/0/many/twice/three/them|called/emailed/messaged/contacted/asked/tried/reported/phoned/\
        rang/tweeted twice/several/multiple/many/0/three/repeatedly times?|tried/trying calling/emailing/\
        to call/contact/ring/phone/reach|been trying to? call/calling/contact/reach/ring|keep/keeps/kept asking/\
        calling/emailing/hanging|keep/keeps/kept getting disconnected/cut|hung/hang/hangs/hanging up on|\
        phone hangs|ignoring/ignored/ignore me/my/us/our/emails/messages|being/been/am ignored|as i/we? said/\
        mentioned/wrote/stated before/earlier/already|following up on|any news/update/updates/luck/response/\
        reply on/about/with/yet/to|previous/earlier/last/my message/messages/tweet/tweets/email/emails/dm/dms/\
        ticket went/was/unanswered/got|0 emails/calls/tickets/messages/phone|on/still on? hold for/still/again/\
        forever|hour/hours/minutes/mins/min on hold|waiting over|still on hold",
    ),
    (
        Sign::Cue(Cue::RepeatContact),
        1,
        "noch immer/keine keine? antwort|immer noch keine? antwort?|keine antwort/ruckmeldung/reaktion|\
        zum 0? zweiten/dritten/vierten/funften/wiederholten mal|schon mehrfach/mehrmals/zweimal/dreimal|\
        mehrfach/mehrmals angerufen/geschrieben/gemeldet|toujours pas/aucune de? reponse?|aucune/sans/\
        pas de? reponse|0? deuxieme/troisieme/quatrieme fois|plusieurs fois|deja appele/ecrit/contacte|sigo/\
        seguimos esperando|sin respuesta|segunda/tercera/cuarta/quinta/enesima vez|varias veces|ya he? llame/\
        llamado/escrito/escribi|ancora nessuna|nessuna risposta|seconda/terza/quarta/ennesima volta|piu volte|\
        gia chiamato/scritto|sem resposta|segunda/terceira/quarta vez|varias vezes|ja liguei/mandei",
    ),
    (
        Sign::Intent(Intent::Unreachable),
        2,
        "no/noone/nobody/never one? answers/answered/answering/replies/responds/responded/picks|on hold|cant/\
        cannot/couldnt get through/hold|cant/cannot/couldnt/unable/to reach you/anyone/anybody/customer/someone|\
        unable to get through|get through to|no response/reply/answer|hung/hang/hangs/hanging up on|been/\
        still on hold|waiting on hold|customer service line|call center/centre|call volume|been trying to call/\
        contact/reach|tried calling/to call|phone/hold line/lines/number/time/times|wait time/times for|\
        not responding|ignoring me/us/my|anybody/anyone there|is anyone working|callback|call back|\
        keine antwort|warteschleife|sin respuesta|nadie contesta/responde|sans reponse|nessuna risposta|\
        sem resposta|ninguem atende/responde",
    ),
    (
        Sign::Cue(Cue::ChannelHop),
        1,
        "told/asked/said me/us? to call/email/dm/phone/contact/write/use/ring/message/tweet|sent/sends/sending/\
        bounced/passed/referred/transferred/redirected me/us from/to/back/around/between|bounced/passed/\
        transferred between/around|transferred/passed/bounced several/multiple/many/0 times|bounced around|\
        passed around|pillar to post|from one department/person/agent to|round in circles|around in circles|\
        chat/phone/email/bot/agent/they/twitter said/says/told/tells to call/email/dm/phone/contact|\
        each one says|every person/employee/agent tells/says/told|every department|bot/chatbot/chat sent/\
        sends me/us|neither the? phone/chat/email|not by phone|by phone and/nor/or email/by/chat|\
        emailed and called|called and emailed|called/emailed/phoned/rang and/then/now/also emailed/called/\
        tweeted/dmd/tweeting/messaged|website/app says/said/tells/told me? to? call|already dmd|sent a dm|\
        sent you a dm|per/via dm and|check your dm/dms|hotline verwies|weitergeleitet|von einem zum|renvoye/\
        renvoyee|de service en service|me mandan/pasan de|rimbalzato/rimbalzata|me jogam/mandam de",
    ),
];
