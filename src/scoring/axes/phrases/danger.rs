//! Danger to people.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::{Cue, Intent};

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Cue(Cue::Safety),
        1,
        "unsafe|not safe|isnt safe|very? dangerous|caught/catching/catches fire|is/was/are/were/phone/charger/\
        battery/oven on fire|set fire|house/kitchen fire|smell/smells/smelled/smelling of? like? smoke/gas/\
        burning|smoke/sparks/flames in/from/coming|smoking? and? sparking|sparks flying|fire alarm/brigade/\
        department|injured/injury/injuries/injuring|bleeding/bled/concussion/unconscious/fainted/choking/choked/\
        seizure/overdose|burned/burnt my/me/his/her/our|cut my/her/his hand/finger/foot/mouth/lip|glass/metal/\
        plastic/needle in/inside my/the/our food/meal/soup/salad/bottle/drink/cereal|electric shock|\
        electrocuted|got/gave/gives a? shocked? from|gas/carbon leak|carbon monoxide|ambulance|paramedics|\
        heart attack|chest pain/pains|allergic reaction|anaphylactic/anaphylaxis|passed out|food poisoning|\
        explosion|exploded|explode|overheats/overheating/overheated|emergency landing|engine failure/fire|\
        assaulted/assault/attacked/molested/groped|sexually harassed/harassing|harassed me/her/us|threatened me/\
        us/her/him|stalking me|safety hazard/issue/risk/concern/problem|hospital/hospitalised/hospitalized|\
        without insulin/oxygen/medication|medical emergency|brakes failed/fail|airbag|nearly/almost killed/died/\
        drowned/choked|could have been? killed/died|someone will? get/be/gets killed/hurt/injured|going to hurt/\
        kill someone|no heating/heat with/and a? baby|kill myself|suicide|suicidal|made/making me/us/him/her/\
        people sick/ill|bed bugs/bug|bedbugs|feel/feels/felt very? unsafe|safe to fly/use/eat/drink",
    ),
    (
        Sign::Cue(Cue::Safety),
        1,
        "gefahrlich/lebensgefahrlich/verletzt/verletzte/krankenwagen/krankenhaus/notarzt/stromschlag|brennt|\
        es raucht|feuer gefangen|riecht nach rauch/gas/verbrannt|gasgeruch|dangereux/dangereuse/blesse/blessee/\
        incendie/ambulance/hopital|pris feu|odeur de gaz/brule|choc electrique|peligroso/peligrosa/herido/\
        herida/incendio/hospital/hospitalizado/hospitalizada/ambulancia|olor a gas/quemado|descarga electrica|\
        pericoloso/pericolosa/ferito/ferita/incendio/ospedale/ambulanza|preso fuoco|puzza di gas/bruciato|\
        perigoso/perigosa/ferido/ferida/ambulancia|pegou fogo|cheiro de gas/queimado|choque eletrico",
    ),
    (
        Sign::Cue(Cue::Safety),
        -1,
        "heart attack price/prices|give/gave/giving me a heart|safety video/film/demo/demonstration/card/first|\
        thank/thanks for/to keeping * safe|price/prices exploded|my inbox exploded|attacked by ads|\
        sale is on fire|hospital appointment|passed out water/drinks/snacks/candy/blankets",
    ),
    (
        Sign::Intent(Intent::Safety),
        3,
        "unsafe|very? dangerous|caught/catching fire|is/was on fire|smell/smells/smelled of? like? smoke/gas/\
        burning|safety hazard/issue/risk/concern/problem|food poisoning|electric shock|gas leak|\
        allergic reaction|injured/injury|assaulted/molested/groped|bed bugs/bug|bedbugs|made me/us/her/him sick|\
        not safe|emergency landing|exploded|overheating/overheats|gefahrlich|dangereux/dangereuse|peligroso/\
        peligrosa|pericoloso/pericolosa|perigoso/perigosa",
    ),
    (
        Sign::Intent(Intent::Safety),
        1,
        "smoke|fire|security/safety|grounded for",
    ),
];
