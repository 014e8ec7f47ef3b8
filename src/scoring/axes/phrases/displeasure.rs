//! Says that something is wrong, whatever it is.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::Cue;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Cue(Cue::Complaint),
        2,
        "broken/damaged/unacceptable/ridiculous/disappointed/disappointing/disappointment/disgusting/disgusted/\
        disgrace/disgraceful/appalling/appalled/shocking/shocked/shameful/pathetic/useless/terrible/horrible/\
        horrific/awful/worst/worse/horrendous/atrocious/dreadful/abysmal/rubbish/crap/crappy/shit/shitty/\
        garbage/trash/sucks/suck/sucked/hate/hated/furious/fuming/angry/annoyed/annoying/frustrated/frustrating/\
        frustration/infuriating/pissed/upset/unhappy/dissatisfied/outraged/outrageous/disaster/disastrous/\
        nightmare/fiasco/shambles/joke/incompetent/incompetence/inept/poor/poorly/lousy/complaint/complain/\
        complaining/complaints/fail/failed/fails/failure/epicfail/fedup/unfair/inconvenience/inconvenienced/\
        inconvenient/mess/messed/screwed/ruined/ruining/ruin/wasted/waste/liars/lied/lies/scam/theft/abuse/\
        shame/unreliable/misleading/misled/inefficient/disorganized/disorganised/unpleasant/chaos/wtf/wth/smh/\
        fuck/fucking/fuckin/damn/bs/bullshit/hell/ugh/grr/stupid/idiots|badcustomerservice/poorservice/\
        terribleservice/poorcustomerservice/badservice/worstairline/getittogether/neveragain/nothappy/notcool/\
        notimpressed/wasteoftime/unacceptable/worstever/customerservicefail/servicefail/💩/🤬/😡/😠/👎/😤/🖕|let down|\
        fed up|not really|not loving|no love|cheap out|bad taste|did not arrive|super/so/too long|kicked out/\
        off|not going well|not ideal|could be better|can be vastly|next to impossible|for doing nothing|\
        made me check/miss/wait/late/pay|going back to|not my problem|one job|wont cut it|poor management|\
        downhill|yet to have a|lose trust|lost trust|way too|not enough|doesnt have enough|never once|\
        all disgraceful|used to|only to be|two hours late|gone missing|the point of/in|point of/in having/\
        paying|whats the point|only to find/be/get/have|twice now|why must|does this happen|keeps happening|not/\
        im not/isnt eligible|better than this|telling me|making me|at least|you should|should have|should be|\
        for last/years/not|such an|slap in|greedy|stop being|so bummed|bummed|disappointed|hate my|over selling|\
        overselling|have a problem|crazed|uncomfortable|most uncomfortable|most people|not helpful|wont replace|\
        are better|your fault|how is/can/does this/that/it|on earth|in the world|really @|not letting/allowing/\
        able/even|wont/not/dont/doesnt/didnt/refuse/refuses honor/honour/let/allow/help/answer/care/know/give/\
        recognize/offer/understand|for/been 0/an/two/three/over/almost/nearly hours/hour/hrs/hr/days/weeks/\
        months|feels/feel like a|i guess|ran out|hate it|no longer|dont care|the wrong|took forever|\
        takes forever|no one/clue/sense/way|not even/once|at all|was/were/been/being/am told|told me/us|\
        would not|supposed to|a/another/real/live human|is crazy|thats crazy|embarrassing/embarrassment/crazy/\
        insane/absurd/screw/screwed/unbelievable/unbelievably/laughable/clueless/impossible|just want|\
        except when|serious issue/issues/problem/problems|by far the|less than|due to|and counting|will never|\
        money grab|cash grab|come on|really @|pls fix|please fix/explain|explain why|so? sad that/when|so sad|\
        a pain|hassle|painful|what a/an pain/hassle/waste/mess/way|not a fan|dont/do not like|cant believe|\
        i miss the|used to love/be|no wonder|went downhill|gone downhill|not what|not sure why|not worth|\
        not the first|last straw|had to|have to pay/wait/call/check|forced to|left me/us|stuck with/at/in/on|\
        let us|why do/does/did/would/are/cant/wont/was/were/am you/i/we/they/it/my/there/this/so|how can/do/is/\
        are you/it/this/there/a/an/they|how hard|how difficult|how about you|are you kidding/serious/joking|\
        you guys serious|kidding me|get it/your * together|do better|not cool/ok/okay/happy/impressed/good/\
        acceptable/fair/right/nice/pleased/satisfied/helpful/amused/able|isnt good/acceptable/right/fair|\
        shame on|how dare|what the hell/heck/fuck|a joke|had enough|sick of|tired of|no excuse/excuses/\
        explanation/apology/communication/answers/help/info/information/update/updates/response/reason/idea/\
        option/options/solution|lack of|poor service/customer/communication|bad service/experience/customer/\
        business|must/should/could do better",
    ),
    (
        Sign::Cue(Cue::Complaint),
        2,
        "not working|doesnt/isnt/wont/wasnt/arent/stopped work/working|wont let me/us|cant log/login/access/\
        check/get/even/reach/book/find|can not/t? log/access/check/get/book|unable to|not able to|\
        having trouble/issues/problems/difficulty|problem/problems/issue/issues with|didnt/never/wasnt/havent/\
        hasnt/not get/got/received/receive/arrived/arrive/offered/given/told/allowed/work|why cant/isnt/wont/\
        dont/doesnt/didnt/arent/havent/hasnt/am|why am i not|still not/no/waiting/havent/hasnt/stuck|no one/\
        body answers/knows/cares/helps/seems|nobody answers/knows/cares/helps|no 0 knows|customer service is|\
        waiting/waited for over/0/an/my/our/bags/hours|been waiting|on hold|for/over an/0/half hour/hours|hours/\
        hour late|get it together|fix your/this/it|instead of|missed my/our|out of order|sold out|overbooked|\
        stuck|too big|too long|makes no sense|no sense|not allowed|wouldnt let/allow|would not let/allow|denied|\
        refused|forced/forcing|ignored/ignoring|made/make/making it difficult/harder|more issues|should not be|\
        the least|what gives|whats wrong with|what happened to|what is the deal|whats the deal|\
        what has happened|not a good|used to be|any other airline/bank/company",
    ),
    (
        Sign::Cue(Cue::Complaint),
        2,
        "schlecht/schlechter/schlechte/schlechtester/katastrophe/unverschamt/unverschamtheit/frechheit/\
        enttauscht/enttauschend/peinlich/beschwerde/argerlich/unmoglich/unfassbar/storung/verspatung|\
        funktioniert/geht nicht|saftladen|nul/nulle/honteux/honte/scandaleux/decu/decue/inadmissible/\
        inacceptable/lamentable/reclamation/arnaque/horrible/catastrophique|ne marche/fonctionne pas|\
        n importe quoi|pesimo/pesima/terrible/fatal/vergonzoso/verguenza/decepcionado/decepcionada/inaceptable/\
        queja/reclamo/asco/estafa/absurda/absurdo|no funciona|mal servicio|muy mal|pessimo/pessima/vergogna/\
        vergognoso/deluso/delusa/inaccettabile/reclamo/schifo/scandaloso|non funziona|horrivel/pessimo/pessima/\
        vergonha/decepcionado/decepcionada/absurdo/descaso/reclamacao/lixo|nao funciona",
    ),
    (
        Sign::Cue(Cue::Complaint),
        1,
        "dislike/abysmal/abismal/woeful/unimpressed/steep/overpaid/voided/messy/unreal/rancid/con/damage/wrong/\
        drill/whine/slow/downside/antiquated/intermittent/unusable/horrid/unorganized/disorganised/bug/\
        ludicrous/shambles/sprayed/knocking/pushing/throw/pushed/slammed/broke/insensitive/sucked/why/downgrade/\
        downgraded/bumped/insult/insulting/smells/slower/understaffed/bummer/failing/rough/screwing/cattle/\
        ineligible/errors/happening/dissapointed/dissapointing/loses/separated/separate/claiming/though/spent/\
        waited/crowded/crying/worse/stuck/poor/behind/missed/hours/lines/unable/stop/not/no/dont/doesnt/didnt/\
        cant/cannot/wont/havent/hasnt/isnt/arent/wasnt/werent/couldnt/wouldnt/shouldnt/never/nothing/nobody/\
        without/told/still/yet/hours/hrs/supposed/paid/instead/refuse/refuses/holding/disconnected/canned/\
        automated/apparently/seriously/missing/lose/losing/unless/bother/clue/properly/confused/confusing/\
        strange/weird/odd/surprised/charged/charge/charging/fault/blame/hung/ignored/cramped/tiny/gross/smell/\
        smelly/bad/lost/delayed/delay/delays/cancelled/canceled/rude/wrong/problem/problems/issue/issues/sad/\
        difficult/cancel/🙄/😒/😞/😢/😭/😩/😫/:frown/:cry/excuse/excuses/hung/trouble/unfortunately/waiting/slow/\
        overpriced/dirty/error/down/unhelpful/refuse/lack|no refund/refunds/show/longer",
    ),
    (
        Sign::Cue(Cue::Complaint),
        -2,
        "this isnt a joke|lost property/and|lost my? id|i left|left my/a/something|or not/no|why not|\
        whether or not|do i have to|how long|have not tried|if i|if we|no idea where|not sure if|if you dont/\
        cant|worry|dont worry|cant wait|not a joke|just joking/kidding|never had a bad|beats/beat|\
        so many complaints|no complaint/complaints/problem/problems/issue/issues/worries/trouble/delay/delays|\
        not seeing/had/having any? delays/issues/problems|damn good/fine|well damn|hate to leave/love|\
        worst * ever because i love|so many airline complaints|despite|even though|hell yes/yeah/of|\
        fucking love/awesome/great/amazing|hater",
    ),
];
