//! The phrases: what a person should know of. Lower case, without accents and apostrophes, words separated by
//! one space, phrases by `|`; a phrase never reaches over the end of a sentence.

use crate::domain::score::Cue;

/// What a phrase is a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A cue.
    Cue(Cue),
    /// Somebody must act at once.
    Now,
    /// Somebody must act today.
    Today,
}

/// Signs and their phrases.
pub(super) const PHRASES: &[(Sign, &str)] = &[
    (
        Sign::Cue(Cue::Question),
        "how do i|how can i|how long|can you please|could you please|can someone|can anyone|anyone know|\
        any idea|any ideas|any update|any updates|any news|please advise|please help|can you help|need help|help me|need assistance|wondering if|is there a|\
        is there any|what time|when will|when does|why is|why are|why cant|where is|who do i|do you know|do i need|\
        wie kann|wann kommt|warum|wo ist|weiss jemand|comment faire|pourquoi|quand|cuando|por que|como puedo|donde esta",
    ),
    (
        Sign::Cue(Cue::Complaint),
        "not working|doesnt work|does not work|isnt working|stopped working|wont work|wont load|wont let me|cant log|cant login|cant access|\
        cant check|unable to|not able to|broken|damaged|lost my|lost our|lost luggage|lost bag|lost bags|missing bag|missing bags|my bag is|bags are|\
        never arrived|not arrived|hasnt arrived|havent received|not received|never received|didnt receive|delayed|delays|delay|cancelled|canceled|\
        overcharged|charged twice|charged me|double charged|wrong item|refund|refunded|money back|compensation|waiting for|still waiting|\
        been waiting|on hold|no one answers|nobody answers|no help|customer service is|terrible service|bad service|poor service|worst service|worst customer service|\
        is down|are down|outage|crashes|crashing|rude|unacceptable|ridiculous|disappointed|disappointing|complaint|complain|complaining|let down|missed my connection|missed connection|\
        missed my flight|out of order|sold out|overbooked|stuck on|stuck in|stuck at|sitting on the|for over an hour|hours late|hour late|late again|fix your|fix this|get it together|\
        funktioniert nicht|geht nicht|kaputt|storung|verspatung|verloren|beschwerde|ausgefallen|seit stunden|\
        ne marche pas|ne fonctionne pas|en panne|en retard|annule|remboursement|perdu|reclamation|\
        no funciona|retraso|cancelado|reembolso|perdido|averiado|queja|sin servicio",
    ),
    (
        Sign::Cue(Cue::Thanks),
        "thank you|thanks|thank|thx|tysm|thankyou|much appreciated|kudos|shout out|shoutout|props to|well done|great job|\
        good job|nice work|great work|great service|great customer service|love you|you rock|made my day|keep it up|keep up the|best airline|\
        danke|dankeschon|vielen dank|merci|bravo|gracias|muchas gracias",
    ),
    (
        Sign::Cue(Cue::Safety),
        "unsafe|dangerous|caught fire|on fire|smell of smoke|smells of smoke|smoke in|smoke coming|fire alarm|injured|injury|\
        injuries|bleeding|burned my|burnt my|electric shock|electrocuted|gas leak|ambulance|heart attack|chest pain|allergic reaction|anaphylactic|\
        unconscious|fainted|passed out|seizure|overdose|food poisoning|choking|explosion|exploded|overheating|emergency landing|assaulted|assault|\
        harassed|threatened me|safety hazard|safety issue|hospital|without insulin|medical emergency|\
        gefahrlich|verletzt|brennt|krankenwagen|krankenhaus|dangereux|blesse|incendie|peligroso|herido|incendio|hospitalizado",
    ),
    (
        Sign::Cue(Cue::Legal),
        "lawyer|lawyers|attorney|solicitor|solicitors|sue|suing|sued|lawsuit|legal action|legal team|legal advice|small claims|\
        class action|in court|to court|breach of contract|my rights|illegal|anwalt|rechtsanwalt|klage|verklagen|avocat|porter plainte|\
        tribunal|abogado|demanda|demandar",
    ),
    (
        Sign::Cue(Cue::Media),
        "journalist|journalists|reporter|reporters|newspaper|newspapers|the press|news crew|news story|local news|the news|\
        the media|go viral|going viral|gone viral|tv station|bbc|cnn|guardian|reuters|watchdog|documentary|zeitung|journaliste|periodista|presse",
    ),
    (
        Sign::Cue(Cue::Regulator),
        "regulator|regulators|ombudsman|ofcom|ofgem|ofwat|fca|cfpb|ftc|fcc|faa|the dot|dot complaint|caa|bbb|better business bureau|\
        trading standards|consumer protection|consumer affairs|data protection|gdpr|ico complaint|department of transportation|financial conduct|civil aviation|\
        attorney general|bafin|bundesnetzagentur|verbraucherzentrale|dgccrf|mediateur|consumo|oficina del consumidor",
    ),
    (
        Sign::Cue(Cue::ThreatToLeave),
        "never again|never fly|never flying|never using|never use|never buy|never buying|never shop|never book|never booking|\
        never stay|never order|last time|last flight|switching to|switch to|switched to|going to switch|cancel my|cancelling my|canceling my|close my account|closing my account|\
        leaving you|taking my business|take my business|lost a customer|losing a customer|lost my business|lost our business|lost a loyal|wont be back|wont be flying|\
        wont be using|wont fly|not flying|will not fly|wont use|go elsewhere|going elsewhere|done with you|im done with|no longer a customer|not anymore|avoid this|boycott|dont fly|\
        next time ill fly|nie wieder|kundige|kundigen|wechsle|plus jamais|resilier|je change|nunca mas|me cambio|cancelar mi",
    ),
    (
        Sign::Cue(Cue::RepeatContact),
        "still waiting|still no|still havent|still not|still nothing|no response|no reply|not responding|never responded|never replied|\
        dont respond|doesnt respond|wont respond|wont answer|second time|third time|fourth time|fifth time|third call|again and again|once again|yet again|twice now|called twice|\
        emailed twice|already called|already emailed|already sent|already contacted|called several|called multiple|multiple times|several times|\
        havent heard|not heard|heard nothing|no answer|no one answers|nobody answers|nobody replies|no one replies|no one responds|hours on hold|on hold for|\
        been on hold|keep getting disconnected|hung up on|weeks ago|days ago|ignoring me|ignored my|being ignored|noch immer|immer noch|keine antwort|zum dritten mal|\
        toujours pas|aucune reponse|sans reponse|sigo esperando|sin respuesta|tercera vez",
    ),
    (
        Sign::Cue(Cue::AsksForManager),
        "a manager|your manager|the manager|a supervisor|your supervisor|supervisor|your boss|your ceo|the ceo|someone in charge|\
        executive office|higher up|vorgesetzten|geschaftsfuhrer|un responsable|encargado|gerente",
    ),
    (
        Sign::Cue(Cue::OffersHelp),
        "have you tried|did you try|try restarting|try turning|try resetting|try reinstalling|try clearing|try calling|try again in|\
        try the app|you can try|you could try|worked for me|works for me|fixed it for me|solved it for me|what helped me|hope this helps|hope that helps|in case it helps|\
        if it helps|you need to go to|you can find it|heres how|the trick is|just restart|hast du schon|versuch mal|bei mir hat|as tu essaye|essaie de|\
        has probado|prueba a",
    ),
    (
        Sign::Cue(Cue::SameHere),
        "same here|me too|us too|same issue|same problem|same thing|same boat|same experience|same for me|same with me|happened to me|\
        happened to us|happening to me|happens to me|mine too|mine is also|im also|also affected|also having|also waiting|also stuck|also down here|\
        im having the same|bei mir auch|mir auch|ich auch|geht mir genauso|gleiche problem|moi aussi|nous aussi|meme probleme|pareil ici|\
        a mi tambien|yo tambien|mismo problema|igual aqui",
    ),
    (
        Sign::Cue(Cue::Defends),
        "not their fault|isnt their fault|not the airlines fault|to be fair|give them a break|stop complaining|stop whining|quit complaining|\
        never had a problem|never had any problem|never had an issue|never had any issues|in their defense|in their defence|they do a great job|\
        doing their best|they are doing their|leave them alone|not their responsibility|noch nie probleme|nie probleme|pas leur faute|\
        jamais eu de probleme|no es su culpa|nunca tuve problemas",
    ),
    (
        Sign::Now,
        "stranded|asap|urgent|urgently|emergency|immediately|right now|need help now|help now|stuck on the plane|stuck on plane|on the tarmac|on the runway|\
        miss my flight|miss my connection|miss our connection|miss our flight|missing my flight|missing my connection|make my connection|make our connection|about to miss|locked inside|\
        in an hour|in one hour|in 2 hours|in two hours|no water|no food|without water|without food|overnight|nowhere to sleep|sleep in the airport|sofort|dringend|notfall|\
        tout de suite|urgence|urgente|ahora mismo|inmediatamente",
    ),
    (
        Sign::Today,
        "today|tonight|tomorrow|this morning|this afternoon|this evening|delayed|cancelled|canceled|delay|is down|are down|outage|no internet|no service|\
        no power|no signal|locked out|hacked|charged twice|double charged|stolen|missed my connection|missed connection|at the airport|at the gate|boarding|on hold|\
        for hours|waiting for|lost bag|lost bags|lost luggage|lost my bag|lost my luggage|lost my bags|flight is|heute|morgen|ausgefallen|storung|aujourdhui|demain|en panne|\
        hoy|manana|sin servicio|sin internet",
    ),
];
