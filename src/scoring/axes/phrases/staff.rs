//! Rude, unfair or refusing people.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::{Cue, Intent};

const PEOPLE: &str = "insensitive/mean/rude/ruder/rudest/rudely/rudeness/disrespectful/condescending/unprofessional/snarky|bad attitude|attitude problem|with attitude|had/has/have/gave/with an? attitude|staff/crew/agent/agents/attendant/attendants/employees/driver is/was/were/are *? nasty/horrible/awful/unhelpful/useless/hostile/dismissive/terrible/clueless/incompetent/lazy/arrogant|unhelpful/useless/nasty/incompetent/clueless/racist/horrible/terrible/awful/mean/lazy/unfriendly/grumpy staff/crew/agent/agents/attendant/attendants/rep/employee/employees/people/driver|staff/crew/agent/agents/attendant/attendants/rep/driver/employee/lady yelled/yelling/screamed/scolded/scolds/shouted/refused/lied/laughed/ignored/kicked/snapped/treated/threatened|yelled/yelling/shouted/screamed/scolded/swore/cursed at me/us/my|treated/treat/treats/treating me/us/him/her/customers/passengers/people * like|treated so? unfairly/badly/poorly|how you treated|the way you treat/treated|racism/racist/discriminated/discrimination/discriminatory/profiling/sexist|denied/refused me/us/boarding/service/entry|refused/refuses/refusing to help/let/give/allow/assist/board/serve|kicked off|kicked us/me/him/her off|removed from|lied to|lying to|lied about|humiliated/embarrassed|sexual harassment|hung/hang/hangs/hanging up on me/us|dont care about|no empathy|staff attitude|being argued with|argued with|have some manners|learn some manners|lack of empathy|made to feel|your people|poorest trained|train your|propositioned|dealt with rude|not care|argue with|snarky|ignored me|poor attitude";

pub(super) const PHRASES: &[Phrases] = &[
    (Sign::Intent(Intent::StaffConduct), 4, PEOPLE),
    (Sign::Cue(Cue::Complaint), 2, PEOPLE),
    (
        Sign::Intent(Intent::StaffConduct),
        3,
        "unfreundlich/unverschamt/unhoflich/frech|impoli/impolie/desagreable/malpoli|grosero/grosera/groseros/\
        maleducado/maleducada/maltrato|maleducato/maleducata/scortese/scortesi|grosso/grossa/grosseiro/\
        mal educado/educada",
    ),
    (
        Sign::Intent(Intent::StaffConduct),
        1,
        "attendant/attendants/agent/agents/staff/crew/rep/representative/employee/employees/attitude",
    ),
];
