//! About somebody else: help, company, defence, hearsay; and talk that wants no answer.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::Cue;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Cue(Cue::OffersHelp),
        1,
        "have you tried|did you try|try restarting/turning/resetting/reinstalling/clearing/calling/updating/rebooting/logging/switching/contacting|try again in|try the app/website/chat/number|you can/could/should/need/have try/to? find/go/call/use/ask|if you go to|worked/works for me|fixed/solved/sorted it for me|what helped me|hope this/that helps|in case it helps|if it/that helps|heres how|the trick is|just/simply restart/reinstall/reboot/reset/call|you just need to|go to settings|dm them|ask for a|\
        hast du schon|versuch mal|probier mal|bei mir hat|as tu essaye|essaie/essayez de|pour moi ca a|has probado|prueba a/con|a mi me funciono|hai provato|prova a|con me ha funzionato|ja tentou|tenta/tente|comigo funcionou",
    ),
    (
        Sign::Cue(Cue::OffersHelp),
        -1,
        "you need to fix/sort/get/do/improve/train/refund|you should have/be/not|you can do better|you could have|you need to go to hell|you have to fix/wait",
    ),
    (
        Sign::Cue(Cue::SameHere),
        1,
        "same here|me/us too|same issue/problem/thing/boat/experience|same for/with me/us|happened/happening/happens to me/us too?|mine too/also|mine is also|im/am also|also affected/having/waiting/stuck|also down here|having the same|same happened|i have the same|youre not alone|you are not the only|not just/only you|\
        bei mir/uns auch|mir/uns/ich auch|geht mir/uns genauso|gleiche/selbe/gleichen/dasselbe problem|moi/nous aussi|meme probleme/souci|pareil ici/pour|a mi/nosotros tambien|yo tambien|mismo problema|igual aqui|anche io/noi/a|stesso problema|idem qui|eu/aqui tambem|mesmo problema|comigo tambem",
    ),
    (
        Sign::Cue(Cue::Defends),
        1,
        "not/isnt their/the/@/your airlines/companys/banks? fault|to be fair|in fairness|give them/@/the a/staff/crew break|stop/quit complaining/whining/moaning/bashing|never had a/any/one problem/problems/issue/issues/bad|in their/@ defense/defence|they do a/an great/good/amazing|doing their/the best|leave them alone|not their responsibility|blame the weather/airport/passenger|cant blame them/@|always been good/great/fine to|cut them some|dont blame @/them|i disagree|be nice to|they are human|never let me down|\
        noch nie probleme|nie probleme|nicht deren schuld|konnen nichts dafur|pas leur faute|jamais eu de probleme|y sont pour rien|no es su culpa|nunca tuve problemas|nunca he tenido|non e colpa loro|mai avuto problemi|nao e culpa|nunca tive problemas",
    ),
    (
        Sign::Cue(Cue::Hearsay),
        1,
        "my friend/friends/neighbour/neighbor/colleague/coworker/sister/brother/mum/mom/dad/mother/father/husband/wife/cousin/uncle/aunt/boss/partner/son/daughter/bf/gf/roommate/buddy says/said/told/tells/had/has/got/was/flew/tried/lost/bought/ordered/waited/heard|a friend/colleague/mate/neighbour/neighbor of mine?|friend of mine|i/ive heard|heard that/from/about/some|apparently|allegedly|rumour/rumor/rumours/rumors|people say/are/keep saying|someone told me|read/saw/seen somewhere/online/that/on twitter?|according to|they say|word is|reportedly|supposedly|is it true|\
        habe gehort|angeblich|ein freund|meine freundin|soll angeblich|il parait|j ai entendu|un ami|parait que|dicen que|he oido|un amigo|me dijeron|segun|dicono che|ho sentito|un amico|pare che|dizem que|ouvi dizer|um amigo|parece que",
    ),
    (
        Sign::Banter,
        1,
        "off to|heading to/home|headed to/home|on my/our way|bound|counting my? the? days|cant wait|lets go|here we come|see you soon|have a great/good/nice/wonderful|happy holidays/thanksgiving/birthday/friday/halloween|lol/lmao/haha/hahaha/jk|overheard|fun fact|my first/last|about to fly|first time flying|on the plane|flying to/with/on|waiting to leave/fly|time to run|just saying|this is a first|am i allowed",
    ),
];
