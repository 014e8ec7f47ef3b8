//! How the case stands.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::CaseState;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Case(CaseState::Resolved),
        2,
        "resolved/solved/sorted|been/is/was/got/all/now/finally fixed/repaired/resolved/solved/sorted/refunded/working/delivered|finally fixed/arrived/resolved/solved/sorted/working/got/received/here|all sorted/good/set/fixed/resolved|sorted it|fixed it/my/the/our|solving my/the/our|found my/our/it|got my/our money/refund/bag/bags/luggage/seat back?|works/working now/again/fine|working again|back up/online|problem/issue solved/resolved/fixed/gone|never mind|nevermind|thank/thanks you? for fixing/solving/sorting/resolving/locating/finding/helping/getting/rebooking/your quick/the quick/the help/your help|it arrived|has arrived|came today|made it right|took care of|case closed|up and running|has been refunded|got through|just sorted|rebooked me/us|\
        gelost/erledigt/behoben|funktioniert/geht wieder|hat sich erledigt|ist angekommen|resolu/regle/reparee/repare|remarche|ca marche a|est arrive|solucionado/resuelto/arreglado|ya funciona/llego|risolto/sistemato|ora/adesso funziona|e arrivato|resolvido/resolveram|ja chegou|voltou a funcionar",
    ),
    (
        Sign::Case(CaseState::Unresolved),
        2,
        "still not/no/isnt/havent/hasnt/waiting/broken/down/nothing/doesnt/dont/cant/wont/wrong/missing/the/having/having|not been? yet? resolved/solved/fixed/sorted/working/repaired/refunded/arrived/received|isnt/hasnt/wasnt/havent/never/nothing/still been? resolved/solved/fixed/sorted/refunded|yet to be|no/without resolution/solution/fix|unresolved/unsolved|broke/broken/down/happened/stopped again|again today/now/broken/down|worked for a|was fixed but|fixed but|thought it was|stopped working|back to square|same problem/issue again|didnt/doesnt/dont/wont help/solve/fix/resolve|nothing has/was/been|not yet|\
        immer noch|noch immer/nicht|nicht gelost/behoben/erledigt|schon wieder|toujours pas|pas resolu/regle|encore en panne|sigue sin|todavia/aun no|sin resolver|otra vez|ancora non/niente|non risolto|di nuovo|ainda nao|nao resolvido/resolveram|de novo",
    ),
];
