//! The words: single words with weights, and what they do to their neighbours. Lower case, without accents and
//! apostrophes, as `tokens` hands them over. English first; enough German, French and Spanish to be heard.

/// Words that say how somebody feels, by weight from -4 to 4.
pub(super) const FEELINGS: &[(f64, &str)] = &[
    (
        3.2,
        "amazing awesome outstanding excellent fantastic superb brilliant phenomenal exceptional incredible perfect \
           hervorragend ausgezeichnet fantastisch excellente formidable genial excelente increible estupendo",
    ),
    (
        2.6,
        "love loved loving great wonderful best delighted lovely thrilled flawless heroes hero kudos bravo \
           wunderbar toll klasse super begeistert merveilleux parfait encanta maravilloso perfecto",
    ),
    (
        2.0,
        "happy pleased good thank thanks thx tysm thankyou appreciate appreciated grateful impressed helpful friendly \
           smooth easy enjoy enjoyed enjoying nice kind kindness glad yay congrats congratulations favorite favourite fab \
           danke dankeschon gut freundlich zufrieden merci bon bien content sympa gracias bueno buena feliz amable cheers",
    ),
    (
        1.3,
        "well cool fine comfortable comfy clean quick quickly fast fun smile smiling better improved resolved sorted \
           polite professional courteous welcome reliable worth excited win won beautiful safe calm",
    ),
    (
        -1.2,
        "wait waiting waited late slow issue issues problem problems confused confusing unclear annoyed annoying \
            inconvenient inconvenience expensive hidden sad tired dirty crowded old unable missing missed forgot forgotten \
            spat langsam probleme teuer lent retard cher lento tarde caro",
    ),
    (
        -2.0,
        "bad poor poorly delay delays delayed cancelled canceled cancels cancellation cancellations broken broke lost error errors fail \
            failed fails failing failure wrong rude unhappy disappointed disappointing disappointment frustrated frustrating \
            frustration upset angry stuck stranded unhelpful useless sucks suck sucked refuse refused refuses ridiculous \
            overcharged ignored ignoring mess messed joke damaged unprofessional incompetent crap stupid sick scared worse hung \
            pain fault complaint unacceptable ruined ruin ruining embarrassing lame denied nonsense hate hates lousy \
            schlecht kaputt enttauscht argerlich unfreundlich verspatung storung mauvais nul decu panne malo mala roto \
            decepcionado averia retraso verloren perdu perdido",
    ),
    (
        -3.0,
        "terrible horrible awful worst disgusting disgrace disgraceful disgusted pathetic appalling atrocious abysmal \
            horrendous shameful shame outrageous furious livid scam scammed fraud theft stole stolen thieves liars lied lying \
            nightmare disaster garbage trash hell shit shitty bullshit fuck fucking wtf fucked dreadful fuming hated inexcusable despicable \
            furchtbar schrecklich katastrophe frechheit unverschamt betrug schlimmste horrible scandaleux honteux arnaque \
            pire catastrophe verguenza estafa pesimo peor fatal",
    ),
];

/// Words that turn a feeling round when they stand up to three words before it.
pub(super) const NEGATORS: &str = "not no never none nothing nobody neither nor cannot cant wont dont doesnt didnt isnt arent \
    wasnt werent hasnt havent hadnt wouldnt couldnt shouldnt aint without hardly barely lack \
    nicht kein keine keinen nie ohne pas jamais aucun aucune sans nunca jamas ningun ninguna sin";

/// Words that make the next feeling stronger.
pub(super) const BOOSTERS: &str = "very really so extremely absolutely totally completely incredibly super too such utterly \
    truly beyond most hugely sehr wirklich total absolut tres vraiment tellement muy realmente tan demasiado";

/// Words that make the next feeling weaker.
pub(super) const DAMPENERS: &str = "slightly somewhat kinda kind sort little bit rather fairly partly almost \
    etwas bisschen ziemlich peu assez poco algo";

/// Words after which what is said counts more than what was said before.
pub(super) const TURNS: &str =
    "but however although though yet except aber jedoch mais pourtant cependant pero aunque";

/// Frequent words that give a language away, by primary tag.
pub(super) const LANGUAGES: [(&str, &str); 4] = [
    (
        "en",
        "the and is to my you your for of it with was are this that have on be i they we at",
    ),
    (
        "de",
        "der die und ist nicht das ich mein meine mit fur auf ein eine seit noch wird euch ihr sie wir von zu",
    ),
    (
        "fr",
        "le les et est pas je mon ma vous pour des une sur avec ce cette depuis nous qui dans vos",
    ),
    (
        "es",
        "el los y es mi que por para con una del las se su como desde estoy hay esta pero nos",
    ),
];

/// Faces and signs of a good mood.
pub(super) const GOOD_SIGNS: &str = "😀😃😄😁😊🙂😍🥰😘🤗👍👏🙌🎉❤💕💙💚🙏😎🥳✨";

/// Faces and signs of a bad mood.
pub(super) const BAD_SIGNS: &str = "😡😠🤬👎😤😩😫😢😭💔🙄😒😞😖🤮🤢💩😣😾🖕";
