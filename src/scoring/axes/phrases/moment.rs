//! When it happens, and how soon somebody must act.

use super::super::sign::Sign;
use super::Phrases;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Stranded,
        2,
        "stranded/stranding|no flights/flight/trains/seats until/till tomorrow/monday/tuesday/wednesday/\
        thursday/friday/saturday/sunday|not? until/till tomorrow/monday/tuesday/wednesday/thursday/friday/\
        saturday/sunday|spend/spending/spent the/a night in/at/on|sleep/sleeping here|on the airport/\
        terminal floor|stuck here overnight/till/until|no way to get home/back|no other flights|\
        no one here to help|nobody here to help|locked in/inside|cant get out|hours/hour without food/water/air/\
        power|unbearably/extremely/so hot on/in|people are sick/fainting/passing|stuck/stay/staying/sleep/\
        sleeping/wait/waiting overnight|nowhere to sleep/stay/go|abandoned|sleep/sleeping/slept in/at/on the/\
        an? airport/floor/street/station|no hotel/hotels/water/accommodation/accommodations|no air|no way home|\
        no food and/or water|no water and/or food|no place to sleep/stay|with no option until|without food/\
        water/air/ac/power/toilets/insulin/medication/heat|no air conditioning|pay/paying food? for? and? our/\
        my/own hotel/hotels|no a c|food and hotel|hotel and food|providing accommodations/accommodation/hotel/\
        hotels|need/trying/able/want to get home|help get * home|cant get home|get us/me home please/now/\
        tonight/today|stuck at the? airport overnight|until next/the day/morning|trapped/locked inside/in/on|\
        let us off|get off this plane|wont let us/me off|hours on the/a tarmac/runway/plane|0 hours/hrs/\
        hr on the/a tarmac/runway|stuck on the/a/this plane for|gestrandet|am flughafen ubernachten|kein hotel|\
        sitzen fest|bloque/bloques/coince/coinces a l aeroport|sans hotel/eau|tirado/tirados/varado/varados/\
        atrapado/atrapados|sin hotel/agua/comida|bloccato/bloccati in|senza acqua/hotel|preso/\
        presos no aeroporto|sem hotel/agua/comida",
    ),
    (
        Sign::Soon,
        2,
        "miss/missing my/our/the/their/a connecting/connection/flight/flights/train/connections|will/gonna/\
        about/might/may miss my/our/the|going to miss my/our/the|about to miss|missing flights/connections|\
        miss the last|last flight/train out/home|takes off in|departs in|boards in|boarding now|gate closes/\
        closing|flight is in|closing the gate/doors|doors are closing|wont/not let us/me board|running to my/\
        the gate|on my way to the airport now|at the gate now|make/making/catch/catching my/our/the/this/\
        an earlier? next? connection/connecting|make/catch my/our/the/this/an earlier? next? flight/train|wont/\
        not/worried/cant make my/our/the/it|flight/train/plane/bus/boarding leaves/leaving/departs/departing/\
        boards/is/starts in/at 0/an/now/less|in 0 minutes/mins/min|0/an/one/half/thirty minutes/mins/min/\
        hour before my/our/the/takeoff/departure/boarding flight?|boards/boarding/leaves/leaving/departs/\
        departing/closing/closes/starts in/within 0/an/less/one/half|before my/our/the? flight leaves/departs/\
        boards|in/within an/one/two/half minutes/mins/min/hour/hours|in/within the next hour/minutes|in/\
        within next? 0 minutes/mins/min|in/within the next 0 minutes/mins/min|in less than an/one|\
        in the next 0 hours|flying/leaving/fly/travelling/traveling in a/0 few? hours/hour/minutes|\
        seconds before|leave without me|dont leave without|denied checkin/boarding|denied check in|\
        gate is? closed/closing/closes|about to board/leave/depart/close/expire/miss|have a? connection/\
        connecting|tight connection|running out of time|verpasse|in einer stunde|rater/rate mon/notre vol/train/\
        correspondance|dans une heure|voy a perder|perder mi/el/nuestro vuelo/tren/conexion|en una hora|perdo/\
        perdere il volo/treno|tra un ora|perder meu/o voo|em uma hora",
    ),
    (
        Sign::Soon,
        -2,
        "if i/we miss|in case i/we miss|case i miss|connection/connecting flight/flights showing/shows|\
        missed out|dont/didnt/not want to miss out|if you miss|miss my/our dog/family/kids/wife/husband/home",
    ),
    (
        Sign::Pressing,
        2,
        "asap|a s a p|urgent/urgently/urgente/urgence/dringend/emergency/immediately/immediate/sofort/notfall/\
        desperate/desperately|right now|right away|straight away|as soon as|help now|need/now help now/please|\
        please help/hurry|quickly|time sensitive|cant wait any/much|tout de suite|au plus vite|de toute urgence|\
        ahora mismo|cuanto antes|lo antes posible|inmediatamente|subito/immediatamente/urgentemente|\
        il prima possibile|o quanto antes|o mais rapido|imediatamente|socorro",
    ),
    (
        Sign::Ongoing,
        1,
        "still/currently/now/sitting/waiting/standing/stuck/tmrw|right now|at the/my/our gate/airport/counter/\
        desk|just now|so far|right here|0 minutes/mins/min/hours/hour already/now|standing here|at lax/jfk/dfw/\
        atl/lga/ord/dca/lhr/clt/sfo/mia|in line/security|on hold|been here/on/in/waiting/trying/sitting/delayed/\
        at|im/i am? at/on/in|we/were/are/we are on/at/in the|so far|and counting|any update/updates|no update/\
        updates|whats/what is going on|what is the? status|status of|hold up|what the? deal|another 0 min/mins/\
        minutes/hour/hours|trying to|no one/0 knows|details on|noch/immer/gerade/jetzt/momentan|toujours/encore/\
        actuellement/maintenant|sigo/seguimos/todavia/aun/ahora|ancora/adesso/ora|ainda/agora|delays/\
        delayed again",
    ),
    (
        Sign::ThisDay,
        1,
        "today/tonight/tomorrow/moro/tmrw/tmr/tomorow/tonite/todays/tomorrows/tonights/amanha/hoje/oggi/domani/\
        hoy/demain/heute|this morning/afternoon/evening|already? checked in|when i checked|our/my gate|\
        the status of|in the morning|later today|day of flight|my flight/train is/leaves|heute abend|\
        morgen fruh|ce soir|esta noche/tarde/manana|stasera|aujourd hui",
    ),
    (
        Sign::Past,
        1,
        "finally/took/was/were/had/couldnt/wasnt/didnt/booked/paid/told|had a|used to|ended up|flew/flown",
    ),
    (
        Sign::Past,
        2,
        "yesterday/ago/landed/landing/arrived/gestern/hier/ayer/ieri/ontem|last night/week/month/year/weekend/\
        friday/monday/tuesday/wednesday/thursday/saturday/sunday/flight|took off|on/from/th/of/0 jan/feb/mar/\
        apr/jun/jul/aug/sep/sept/oct/nov/dec/january/february/march/april/june/july/august/september/october/\
        november/december|after landing|0/few/several/two/three weeks/days/months after/later/ago|we/i flew|\
        back from|coming home|the other day|in the past|never got/received/resolved|have not travelled|\
        this weekend|flew with|had sat|had to sit/wait|while we wait",
    ),
    (
        Sign::Habit,
        1,
        "0 th delayed/cancelled/time/flight|every/each flight/time/single/day/week/month|always|all year|this/\
        last year|times in a row|in a row|0 flights|so many flights|again and again|constantly|often|never/\
        not once/had on time|havent had|any other airline|i have literally? not been|both late|on every|\
        often having|keep/kept/keeps finding/flying|once again|recently|lately|anymore",
    ),
    (
        Sign::Blocked,
        2,
        "cant/cannot/unable/couldnt/not/trouble/problems/problem/issues/having able? to? log/login/logging/sign/\
        signing/access/lof|can not/t log/login/access/check/lof/sign|locked out|account is/was/has/\
        got been? locked/blocked/suspended/hacked/disabled|locked/blocked/suspended/hacked my/our account/card|\
        cant/cannot/unable/wont/not/couldnt/trouble/trying/try to? let? me? complete? check/checkin in?|cant/\
        cannot complete/check|why cant i check|issue/problem/problems/trouble/issues with online/the/my/check|\
        trouble checking/check in|online check? in/checkin down/not/isnt|name is? spelled incorrectly/wrong|\
        last name on|cant/cannot/couldnt/to download/print/open/find/see/select/access/retrieve my/our boarding/\
        booking/reservation/ticket|cant/cannot check * in|name is incorrect/wrong/misspelled|wrong name|says i/\
        it cant|does not recognise/recognize|card is? blocked/declined/swallowed/stolen|been hacked|got hacked|\
        ausgesperrt|konto gesperrt|karte gesperrt|komme nicht rein|compte/carte bloque/bloquee|cuenta/\
        tarjeta bloqueada|no puedo entrar/acceder|account/conto/carta bloccato/bloccata|non riesco ad? accedere/\
        entrare|conta/cartao bloqueada/bloqueado|nao consigo entrar/acessar",
    ),
];
