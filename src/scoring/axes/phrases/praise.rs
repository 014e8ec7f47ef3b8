//! Thanks and praise, and thanks that are none.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::{Cue, Intent};

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Cue(Cue::Thanks),
        1,
        "thank/thanks/thx/thnx/thks/tysm/thankyou/thankful/ty/thanku/cheers|thank you/u/goodness|appreciate/\
        appreciated/preciate/grateful/kudos/shoutout|shout out|props to|well done|hats off|danke/dankeschon/\
        herzlichen|vielen dank|merci/remercie|gracias/agradezco|grazie/ringrazio|obrigado/obrigada/valeu",
    ),
    (
        Sign::Intent(Intent::Praise),
        2,
        "awesome/amazing/fantastic/excellent/outstanding/wonderful/brilliant/superb/perfect/terrific/fabulous/\
        incredible/phenomenal/marvelous/marvellous/exceptional/delightful/spectacular/stellar/flawless/\
        impressed/impressive/loved/beautiful/magical/heroes/hero/hilarious|patient/helpful/kind/friendly/\
        professional/sweet and patient/helpful/kind/friendly/professional/sweet/funny|is/life good/great|\
        a raise|nailed it|best/great/good/smooth/lovely/nice day/flying/flight/flights|makes a difference|\
        cant thank|so excited|really excited|got lucky|class act|a great/huge/good/lovely/fantastic/wonderful|\
        s o to|credit where|extra mile|nice touch|on point|top notch|first class service|real mvp|came through|\
        still my favorite|my favorite/favourite|well handled|handled it|a rockstar|worth it|much/so better/\
        easier|so comfortable/smooth/nice/good|much appreciated|never disappoint/disappoints|never let me|\
        does it right|doing it right|set the bar|way to go @|job well|made it/me home/smile/feel|taken care of|\
        takes care of|take care of|smile on|made me smile|nice to see|good to see|great to see|awesome to|\
        love to see|upgraded me|free upgrade|for the upgrade/help/quick/great|the best|no worries/problem|i/we/\
        you/really/totally/absolutely/just love|doing a|great @|saved my/the/our|only airline|thats why i|\
        keep up|lifesaver|best in|happy to fly/be/have|pleasantly surprised|huge fan|big fan|as always @|big/\
        huge/many/special/sincere thanks/thank|props to|kudos|shoutout|shout out|well done|well played|hats off|\
        great/good/nice/excellent/awesome/fantastic/amazing/incredible/outstanding/superb/stellar/\
        phenomenal work/job/service/customer/crew/staff/flight/experience/team/people/attitude/trip|appreciate/\
        appreciated/preciate the/your/it/you/all|much appreciated|grateful for|you/u/guys/they/she/he/\
        you guys rock/rocks|made my/our day/trip/flight/night|keep it up|keep up the|best airline/flight/crew/\
        service/customer/staff/company/bank/experience/ever|love/loving/loved you/your/the/my/this/flying/@/it/\
        how/these/that|above and beyond|went above|so/very/super/really/extremely/incredibly/always helpful/\
        kind/friendly/accommodating/professional/nice/sweet/patient/quick/pleasant/convenient|has my back|\
        got my back|exceeded|impressed with/by/at|highly recommend|five/0 star/stars/thumbs|thumbs up|\
        happy customer|loyal for|deserves a raise/bonus/promotion/medal|deserve a raise|pleasure to/flying|\
        was a pleasure|flying/flight/trip/experience was/is/with great/amazing/awesome/fantastic/wonderful|look/\
        looking forward to|cant wait to/for|excited to/for/about|glad to/i/that|so glad/happy/excited/grateful/\
        good/enjoying|enjoyed my/the/our/it/this|nothing but good/great/praise",
    ),
    (
        Sign::Intent(Intent::Praise),
        1,
        "exemplary/pleased/proud/props/thankful/mvp/gem/commend/entertaining/rockstar/rockstars/winner/classy/\
        comfy/comfortable/adorable/funniest/improvement/improvements/respect/praise/prefer/smooth/♡/win/hero/\
        legend/keepclimbing/bestairlineever/flywithus/greatcustomerservice/greatflight/safely/✈/thanksgiving/\
        yum/delicious/tasty/beautifully/gorgeous/stunning/view/upgrade/sweet/bestflight/legit/winning/wow/fan/\
        luv/fun/funny/rock/rocks/saved/cool/warm/well/always/loveit/killingit/bestairline/greatservice/\
        customerservicewin/happy/yay/woohoo/hooray/congrats/congratulations/bravo/blessed/smooth/smoothly/\
        friendliest/fastest/favorite/favourite/cool/enjoying/enjoyed/enjoy|great/good/love/best/nice/helpful/\
        friendly/kind/grateful/appreciate/appreciated/easy/quick|super friendly|👍|👏|❤|😍|🙌|💕|😊|🥰|💙|💚|🎉|⭐|👌|🙏|😘|😁|\
        😃|🤗|:smile|:heart|:laugh",
    ),
    (
        Sign::Intent(Intent::Praise),
        2,
        "danke/dankeschon|vielen dank|sehr zufrieden|super/toller/klasse/top service|tolle arbeit|freundlich|\
        merci|bravo|tres content|excellent service|je recommande|muchas? gracias|excelente/estupendo/encantada/\
        encantado|buen servicio|grazie mille?|ottimo/fantastico/complimenti/bravissimi|obrigado/obrigada/\
        parabens|otimo/excelente atendimento|adorei|hervorragend/begeistert|ravi/ravie|genial",
    ),
    (
        Sign::Sour,
        2,
        "thanks/thank/thx you? for nothing|thanks/thx/you/@ for the/a/another/all *? *? delay/delays/delayed/\
        inconvenience/wait/waiting/cancellation/cancellations|thanks/thx/you/@ for a/an/the/your/my/\
        another horrible/terrible/awful/ruined/lost/lack/worst/wasted/bad/late/poor/broken|thanks/thnx/thx/\
        thank/you/@/much for/0 ruining/losing/cancelling/canceling/delaying/breaking/wasting/stranding/ignoring/\
        forcing|for making us/me wait/late/miss/pay/spend/sit|thanks so much for the inconvenience|thanks a lot|\
        thanks but no|gee thanks|no thanks to|great/nice/good/awesome/excellent/amazing/brilliant/stellar job/\
        way/work losing/ruining/cancelling/breaking/screwing/ignoring/messing/today|great/good/nice start to|\
        way to go|way to ruin/treat/lose/go/start|well done for? ruining/losing/breaking|love how/when/it you/\
        they/@/my/customer/service? lose/lost/cancel/delay/make/charge/ignore/hangs|gotta/got to/just/\
        dont you love|just great/wonderful/lovely/fantastic/what|oh great|yeah right|slow clap|another fine|\
        lovely * trip|so much for|nice try|what a joke|as usual|as always|as per usual|not a? great|not/\
        isnt very? good/great/nice/happy/cool/impressed/helpful/friendly/amazing/pleased/acceptable/kind|\
        cool story|congratulations/congrats on/@ you/for/on|bravo for|danke fur nichts|merci pour rien|\
        gracias por nada|grazie di niente|obrigado por nada|wanted to love|would have been nice|would be nice/\
        great/good if/to|love to|would love|nothing like|must be nice|happy to? take my|🙄",
    ),
    (
        Sign::InAdvance,
        1,
        "thanks/thank/thx you? in advance|many thanks in advance|thanking you in advance|\
        thanks for your help in|danke im voraus|vielen dank im voraus|merci d avance|gracias de antemano|\
        grazie in anticipo|obrigado desde ja",
    ),
];
