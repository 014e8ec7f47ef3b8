//! People who need more care, and moments by which it must be done.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::Cue;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Cue(Cue::VulnerablePerson),
        1,
        "wheelchair/wheelchairs/disabled/disability/disabilities/handicapped/handicap/diabetic/diabetes/insulin/\
        epileptic/epilepsy/dementia/alzheimers/autistic/autism/chemo/chemotherapy/dialysis/oxygen/pregnant/\
        breastfeeding/newborn/toddler/toddlers/infant/infants/elderly/pensioner/epipen/inhaler/asthma/asthmatic/\
        cancer/medication/medications/medicine/medicines/prescription/crutches/surgery/carrycot/pushchair/\
        stroller|breast feeding|with a/my/our/0/two/three/small/young/sick small? young? baby/babies/kids/\
        children/child/infant/toddler/newborn|my/our/her/his/a sick? 0? month/year/yr/week/mo old|0 month/yr/\
        year/mo/week old baby/son/daughter/kid/child/girl/boy/granddaughter/grandson|my/our small/young/\
        little kid/kids/child/children|my/our child/baby/toddler/infant/disabled/elderly/sick|\
        unaccompanied minor|child seat|car seat/seats|my/our elderly/old/0/sick/ill/disabled/\
        frail year? old? mum/mom/mother/father/dad/grandma/grandmother/grandfather/gran/nan/parents|im/am/is/\
        was/were very? so? sick/ill/deaf/blind/disabled|hard of hearing|visually/hearing impaired|sick people/\
        passenger/passengers|food/nut/peanut allergy/allergies|nut/peanut allergic|mental health|panic attack/\
        attacks|kidney/heart/medical condition/patient/transplant|service dog/animal|special needs|\
        elderly couple",
    ),
    (
        Sign::Cue(Cue::VulnerablePerson),
        1,
        "rollstuhl/behindert/behinderung/schwanger/saugling/kleinkind/diabetiker/diabetikerin/medikamente/\
        pflegebedurftig/schwerbehindert|mit baby/kleinkind/kleinen|meine kranke/alte/altere mutter/oma|\
        fauteuil roulant|handicape/handicapee/handicap/enceinte/nourrisson/diabetique/medicaments|avec un/\
        mon bebe|personne agee|silla de ruedas|discapacitado/discapacitada/discapacidad/embarazada/diabetico/\
        diabetica/medicacion/medicamentos/anciana/anciano|con un/mi bebe|sedia a rotelle|disabile/disabili/\
        incinta/neonato/diabetico/anziana/anziano/farmaci|cadeira de rodas|deficiente/gravida/idosa/idoso/\
        diabetica/remedio/remedios|recem nascido",
    ),
    (
        Sign::Cue(Cue::VulnerablePerson),
        -1,
        "like a toddler|cry/crying like a baby|disabled my account/card|account/card/feature is/was/\
        has disabled/been|mobile/cookies disabled|happy pregnant",
    ),
    (
        Sign::Cue(Cue::Deadline),
        1,
        "by tomorrow/tonight/today/monday/tuesday/wednesday/thursday/friday/saturday/sunday/noon/midnight/0/eod/\
        then/morning|before tomorrow/tonight/monday/friday/0/noon/midnight/my/our flight/trip/wedding/interview/\
        appointment/exam|before tomorrow/tonight/monday/friday/noon/midnight|by the end of the? day/week/month|\
        deadline/deadlines|expires/expire/expiring today/tomorrow/tonight/soon/on/in/at|due today/tomorrow/\
        tonight/on/by|runs out today/tomorrow/on/in|no later than|only have until|have/has/give/\
        giving you until/0/till|at the latest|within the next? 0 hours/days/minutes|in 0 minutes/mins/min/hour/\
        hours/hrs|leaves/leaving/departs/departing/boards/boarding in/at 0|need/needs/needed it/this/them/\
        that by/for/before|bis morgen/heute/montag/freitag/spatestens|frist|avant demain/ce lundi|d ici demain|\
        antes de manana|para manana|entro domani/oggi|ate amanha/hoje",
    ),
];
