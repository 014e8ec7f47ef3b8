//! The service, the site or the app is down or fails.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::Intent;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Intent(Intent::Outage),
        4,
        "website/site/webpage/app/system/systems/service/network/internet/broadband/server/servers/online/\
        computers/checkout/wifi/signal/power/water/portal/page is/are/still/been/went/was/were/gone/completely/\
        be down/out/offline/unavailable|website/site/app/system/server keeps/has crashed/crashing|is your/the/\
        ur/@ mobile? web? site/website/app/system/service/network/internet/online/server down/working/offline/\
        broken/crashed|is @ down/offline|@ is down|outage/outages|power cut|no/without internet/signal/service/\
        network/broadband/power/electricity/reception/connection/coverage/wifi since/for/in/at/here/today/all/\
        again/anywhere|page/site/website is/says unavailable|error/server error|website/site/app crashed/\
        crashes/crashing|crashed/crashing|technical issues/difficulties/problems/issue/glitch|systems issue/\
        issues|system wide|nationwide|computer/it/system failure/glitch/issue/issues/meltdown/outage|cant/\
        cannot/unable get to? load/open/access your/the/ur website/site/app|not loading|wont load|storung/\
        netzausfall/ausfall|kein netz/internet/empfang/strom|en panne|panne reseau|pas de reseau/connexion|\
        plus de reseau/internet/connexion|sin servicio/internet/senal/luz/conexion|caido/caida el servicio|\
        se cayo|non c e linea/rete|senza linea/internet|guasto rete|sem internet/sinal/luz/rede|fora do ar|\
        caiu o sistema",
    ),
    (
        Sign::Intent(Intent::AppFault),
        3,
        "app/website/site/webpage/online/checkin/portal is/isnt/doesnt/wont/keeps/still/not/never working/load/\
        work/loading/open/crashing/freezing/letting/let/giving/telling/broken/rubbish/useless/terrible/awful/\
        glitchy|your/the/ur app/website/site has/is/sucks/wont/doesnt/keeps frustrated/terrible/awful/useless/\
        broken|error message/code/page/0|getting an? error|website/site/app isnt/wont/not/doesnt load/loading/\
        work/working|nothings working|delete/deleted my|not show/showing on/in|checkin/checkin system down|tech/\
        technical difficulty|keeps crashing/freezing/saying/telling/loading|glitch/glitches|the form loads|\
        mobile app|signup page|page is broken|error code|wrong with the website/site/app|app is terrible|\
        terrible app|no segment|fix your/the/ur app/website/site|app/website issue/issues/problem/problems|\
        wont let me|bug in|login page|app sturzt|l appli/application ne|la app/aplicacion/web/pagina no|\
        l app non|o app/aplicativo nao",
    ),
    (
        Sign::Intent(Intent::AppFault),
        1,
        "app/website/site/webpage/online",
    ),
];
