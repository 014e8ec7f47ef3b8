//! Late, called off, on its way.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::Intent;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Intent(Intent::Delay),
        3,
        "delay/delays/delayed/delaying/flightdelay|0 hours/hrs/hr/hour/minutes/mins/min late/delay/delayed/\
        behind|hours/hour/hrs/minutes/mins late|running late|late again|behind schedule|missed my/our/the/\
        a? connection/connections/connecting|miss/missing my/our/the connection/connecting|sitting/sat/stuck/\
        waiting/been/still/held on the/a tarmac/runway/plane/aircraft/board|on the tarmac/runway|tarmac|sitting/\
        waiting/stuck at the? gate|sitting here/on/for|waiting for/on a/an/my/our/the gate/crew/pilot/plane/\
        flight/bags/bag/luggage/captain/mechanic|no gate/crew/pilot|stranded/grounded|stuck in/at/on/here/for|\
        still waiting/sitting/here/stuck/at|hour/0 wait/waiting/hold/delay|been waiting|waiting over/for/since|\
        have been? waited|waited for/over/0|on time flight|flight time/was/is/has/have/had been? delayed/pushed/\
        late/moved|flight is/was late|both late|always late|was late|not taken off|no take off|waiting/\
        ready to take off|couldnt/cant/cannot/unable to? take off|hold up|holdup|supposed to leave/depart/land/\
        arrive/board/take/be/fly|was/were supposed to|on the ground|havent/not/hasnt left/departed/moved/\
        boarded/taken|off the/this/our plane|get off|scheduled for/to/departure|departure time|whats/what is/\
        the going/happening/up on? with/at? *? flight/0|whats going on with|whats happening with|\
        what is going on with|0 min/mins/minute/minutes/hour/hr wait/waiting|standing in line|take an hour|\
        diverted/redirected/deplaned|keep/keeps getting delayed|waiting for 0|sitting waiting|waiting 0|\
        wait time|hour/hours plus wait|security line/lines|not departing/leaving/boarding until|dont know if|\
        0 hrs/hours/hours/hr/min/minutes/mins at the/this airport/gate|since last 0|for/last/past 0 minutes/\
        mins/min|update on/about flight/0/my/our/the|status update|standing here|carousel|baggage/\
        luggage is? slow/slower/late/delayed|changed/moved my/our flight|bumped from/off|connecting flight/\
        flights|0 minutes/mins/min/hour/hours already/now/later/and|minutes/hours/mins ago and still|\
        without boarding|cant/dont figure out|maintenance crew/issue/issues/problem|gate change/changes/changed|\
        tight connection|stand still|stand by|0 minutes/mins/min delayed|going to leave|isnt/not ready|\
        weather delay|0 minute/min/hour connection|late to|late now|deboarded/deboarding/deplaning|aborted|keep/\
        keeps getting updated|waiting our|back to the gate|out of the gate|leave on time|make it in time|\
        in time for|get/got * to a gate|missed my? cnxn|miss my? cnxn|re? cheduled|didnt show until|never leave|\
        maintenance issues|get out of here|to leave|next flight|flight out|three days|hotel accommodations|\
        hotel voucher/vouchers|not on time|has been on time|long night|late departure/arrival/flight/inbound|\
        ruined/missed/missing my/our/a/the meeting/trip/holiday/flight/wedding|no update/updates on|\
        late for work|another 0 minutes/mins/min/hours/hour|no info/information/updates/update|specific details|\
        my/our gate now|have our gate|whats the status|status of the|no crew|luggage off|for bags/luggage/bag|\
        0 wait normal|minute/hour wait|landed/arrived 0 hours/minutes/late|mechanical issue/issues/problem/\
        problems|crew time/timed|waiting on hold|took 0 hours/hour/minutes/mins/days/weeks|in line for|line for|\
        long line/lines|queue/queues|how much longer|pushed back",
    ),
    (
        Sign::Intent(Intent::Delay),
        1,
        "late/wait/waiting/waited/slow/departure/depart/leaving/landed/arriving/arrive/stuck/hold/delivery/\
        overdue|taking so? long/forever|0 hours/hrs/hr/hour/minutes/mins/min|status of|whats/\
        what is? going on with/at|whats up with|on hold|get home|getting home|connection|connecting",
    ),
    (
        Sign::Intent(Intent::Delay),
        2,
        "verspatung/verspatet/verzogerung/verspatungen|zu spat|seit stunden/tagen/wochen|warte/warten seit/\
        schon|en retard|retard/retards|attends depuis|retraso/retrasos/retrasado/retrasada/demora|\
        esperando desde|llega tarde|ritardo/ritardi|in ritardo|aspetto da|atraso/atrasado/atrasada/atrasos|\
        esperando ha",
    ),
    (
        Sign::Intent(Intent::CancelledService),
        3,
        "flight/flights/train/trip/order/booking/appointment is/was/were/has/have/got/gets/getting/\
        been been? cancelled/canceled/cancel|cancelled/canceled/cancelling/canceling/cancel/cancels my/our/the/\
        a/all/flight/his/her/their wedding? flight/flights/order/trip/train/booking/delivery|cancelled/\
        canceled my/our/all/his/her/their|cancelled/canceled/cancelling on me/us|flight/flights/train cancelled/\
        canceled|been/got/was/is/are/be/getting/you/they cancelled/canceled|all flights|rescheduled|no flights|\
        cancelled flight/flights|called off|ausgefallen|annule/annulee/annules|cancelado/cancelada/cancelaron|\
        cancellato/cancellata/cancelado/cancelada",
    ),
    (
        Sign::Intent(Intent::CancelledService),
        1,
        "cancelled/canceled/cancellation/cancellations|alternatives|rebook/rebooked/rebooking/rebooks|\
        overbooked/oversold|bumped",
    ),
    (
        Sign::Intent(Intent::OrderStatus),
        2,
        "where is/are my/our order/parcel/package/delivery/item/stuff/phone/money/transfer/refund/card|\
        wheres my/our order/parcel/package/delivery|status of my/our order/parcel/delivery/refund/claim|\
        tracking number/says/info/information|track my/an/the order/parcel/package|order/parcel/package/\
        delivery still? not/hasnt/never/still arrived/come/here/shipped/been|has my order|when will my order/\
        parcel/package/delivery|shipped yet|out for delivery|wo bleibt|wo ist mein/meine|sendungsverfolgung|\
        ou est mon/ma colis/commande|donde esta mi pedido/paquete|dove il mio pacco/ordine|cade o meu? pedido|\
        onde esta meu pedido",
    ),
];
