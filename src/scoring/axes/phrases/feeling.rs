//! Emotions.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::Emotion;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Emotion(Emotion::Anger),
        2,
        "angry/anger/furious/fuming/livid/rage/outraged/outrageous/pissed/mad/hate/disgusted/disgusting/disgrace/disgraceful/infuriating/infuriated/annoyed/annoying/irritated/frustrated/frustrating/unacceptable/ridiculous/wtf/fuck/fucking/bullshit/shame/pathetic/idiots/incompetent/😡/🤬/😠/😤/🖕/💢|fed up|sick of|how dare|shame on|had enough|what the hell|\
        wutend/sauer/unverschamt/unverschamtheit/frechheit/scheisse|furieux/furieuse/honteux/scandaleux/merde|furioso/furiosa/indignado/indignada/verguenza/mierda/enojado|arrabbiato/arrabbiata/vergogna/incazzato|raiva/revoltado/revoltada/puto/absurdo",
    ),
    (
        Sign::Emotion(Emotion::Sadness),
        2,
        "sad/sadly/disappointed/disappointing/disappointment/heartbroken/heartbreaking/depressed/depressing/crying/cry/tears/upset/unhappy/miserable/sorry/gutted/devastated/hurt/lonely/😢/😭/😞/😔/💔/☹/🙁/:frown/:cry|let down|miss you|feel bad|\
        traurig/enttauscht|triste/decu/decue|decepcionado/decepcionada|deluso/delusa/peccato|chateado/chateada",
    ),
    (
        Sign::Emotion(Emotion::Fear),
        2,
        "afraid/scared/scary/scaring/fear/frightened/frightening/terrified/terrifying/worried/worrying/worry/anxious/anxiety/nervous/panic/panicking/concerned/unsafe/dangerous/stressed/stressful/dread/😨/😰/😱/😟/😥|freaking out|\
        angst/besorgt/panik/sorge|peur/inquiet/inquiete/panique|miedo/preocupado/preocupada/asustado/asustada|paura/preoccupato/preoccupata|medo/preocupado/preocupada",
    ),
    (
        Sign::Emotion(Emotion::Joy),
        2,
        "happy/joy/love/loved/loving/excited/exciting/delighted/thrilled/yay/woohoo/awesome/amazing/fantastic/wonderful/great/enjoyed/enjoying/fun/perfect/glad/stoked/😀/😃/😄/😁/😊/🙂/😍/🥰/😘/🎉/🥳/❤/💕/💙/💚/🙌/😎/✨/:smile/:heart/:laugh|cant wait|looking forward|\
        freue/glucklich/toll/super/begeistert/liebe|heureux/heureuse/ravi/ravie/genial/super/adore|feliz/contento/contenta/encanta/genial|felice/contento/contenta/adoro/fantastico|adorei/amei/feliz/otimo",
    ),
    (
        Sign::Emotion(Emotion::Gratitude),
        3,
        "thank/thanks/thankyou/thx/thnx/thankful/grateful/gratitude/appreciate/appreciated/kudos/tysm/🙏|danke/dankeschon/dankbar|merci/reconnaissant|gracias/agradecido/agradecida|grazie|obrigado/obrigada/valeu",
    ),
];
