//! Says that something is wrong, whatever it is.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::Cue;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Cue(Cue::Complaint),
        2,
        "unacceptable/ridiculous/disappointed/disappointing/disappointment/disgusting/disgusted/disgrace/disgraceful/appalling/appalled/shocking/shocked/shameful/pathetic/useless/terrible/horrible/horrific/awful/worst/worse/horrendous/atrocious/dreadful/abysmal/rubbish/crap/crappy/shit/shitty/garbage/trash/sucks/suck/sucked/\
        hate/hated/furious/fuming/angry/annoyed/annoying/frustrated/frustrating/frustration/infuriating/pissed/upset/unhappy/dissatisfied/outraged/outrageous/disaster/disastrous/nightmare/fiasco/shambles/joke/incompetent/incompetence/inept/poor/poorly/lousy/\
        complaint/complain/complaining/complaints/fail/failed/fails/failure/epicfail/fedup/unfair/inconvenience/inconvenienced/inconvenient/mess/messed/screwed/ruined/ruining/ruin/wasted/waste/liars/lied/lies/scam/theft/abuse/shame/unreliable/misleading/misled/inefficient/disorganized/disorganised/unpleasant/chaos/wtf/wth/smh/fuck/fucking/fuckin/damn/dicks/bs/bullshit/hell/ugh/grr/stupid/idiots|\
        badcustomerservice/poorservice/terribleservice/poorcustomerservice/badservice/worstairline/getittogether/getyourshittogether/youretheworst/fedupwithexcuses/neveragain/nothappy/notcool/notimpressed/travelfail/wasteoftime/unacceptable/worstever/customerservicefail/servicefail/💩/🤬/😡/😠/👎/😤/🖕|\
        let down|fed up|get it/your * together|do better|not cool/ok/okay/happy/impressed/good/acceptable/fair/right/nice/pleased/satisfied/helpful/amused/able|isnt good/acceptable/right/fair|shame on|how dare|what the hell/heck/fuck|a joke|had enough|sick of|tired of|no excuse/excuses/explanation/apology/communication/answers/help/info/information/update/updates/response/reason/idea/option/options/solution|lack of|poor service/customer/communication|bad service/experience/customer/business|must/should/could do better",
    ),
    (
        Sign::Cue(Cue::Complaint),
        2,
        "not working|doesnt/isnt/wont/wasnt/arent/stopped work/working|wont let me/us|cant log/login/access/check/get/even/reach/book/find|can not/t? log/access/check/get/book|unable to|not able to|having trouble/issues/problems/difficulty|problem/problems/issue/issues with|didnt/never/wasnt/havent/hasnt/not get/got/received/receive/arrived/arrive/offered/given/told/work/allowed|why cant/isnt/wont/dont/doesnt/didnt/arent/havent/hasnt/am|why am i not|still not/no/waiting/havent/hasnt/stuck|\
        no one/body answers/knows/cares/helps/seems|nobody answers/knows/cares/helps|1 knows|customer service is|waiting/waited for over/0/an/my/our/bags/hours|been waiting|on hold|for/over an/0/half hour/hours|hours/hour late|get it together|fix your/this/it|instead of|missed my/our|out of order|sold out|overbooked|stuck|too big|too long|makes no sense|no sense|not allowed|wouldnt let/allow|would not let/allow|denied|refused|forced/forcing me? us?|ignored/ignoring|made/make/making it difficult/harder|more issues|should not be|at least you could|least you can|the least|what gives|whats wrong with|what happened to|what is the deal|whats the deal|what has happened|not a good|used to be|any other airline/bank/company",
    ),
    (
        Sign::Cue(Cue::Complaint),
        2,
        "schlecht/schlechter/schlechte/schlechtester/katastrophe/unverschamt/unverschamtheit/frechheit/enttauscht/enttauschend/peinlich/beschwerde/argerlich/unmoglich/unfassbar/storung/verspatung|funktioniert/geht nicht|saftladen|\
        nul/nulle/honteux/honte/scandaleux/decu/decue/inadmissible/inacceptable/lamentable/reclamation/arnaque/horrible/catastrophique|ne marche/fonctionne pas|n importe quoi|\
        pesimo/pesima/terrible/fatal/vergonzoso/verguenza/decepcionado/decepcionada/inaceptable/queja/reclamo/asco/estafa/absurda/absurdo|no funciona|mal servicio|muy mal|\
        pessimo/pessima/vergogna/vergognoso/deluso/delusa/inaccettabile/reclamo/schifo/scandaloso|non funziona|horrivel/pessimo/pessima/vergonha/decepcionado/decepcionada/absurdo/descaso/reclamacao/lixo|nao funciona",
    ),
    (
        Sign::Cue(Cue::Complaint),
        1,
        "bad/lost/broken/damaged/delayed/delay/delays/cancelled/canceled/rude/wrong/problem/problems/issue/issues/sorry/sad/difficult/cancel/🙄/😒/😞/😢/😭/😩/😫/:frown/:cry/excuse/excuses/hung/trouble/unfortunately/waiting/slow/overpriced/dirty/error/down/unhelpful/refuse/lack|no refund/refunds/show/longer",
    ),
    (
        Sign::Cue(Cue::Complaint),
        -2,
        "this isnt a joke|not a joke|just joking/kidding|no complaint/complaints/problem/problems/issue/issues/worries/trouble/delay/delays|not seeing/had/having any? delays/issues/problems|damn good/fine|well damn|hate to leave/love|worst * ever because i love|so many airline complaints|despite|even though|hell yes/yeah/of|fucking love/awesome/great/amazing|hater",
    ),
];
