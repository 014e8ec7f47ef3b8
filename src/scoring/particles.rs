//! Words that turn a feeling round, in the languages of the training sets.

use super::text::hash_of;

/// Negators: they turn round what follows them. Folded.
pub(super) const NEGATORS: [u64; 65] = [
    hash_of("aint"), hash_of("arent"), hash_of("cannot"), hash_of("cant"), hash_of("couldnt"), hash_of("didnt"),
    hash_of("doesnt"), hash_of("dont"), hash_of("hadnt"), hash_of("hardly"), hash_of("hasnt"), hash_of("havent"),
    hash_of("isnt"), hash_of("lack"), hash_of("neither"), hash_of("never"), hash_of("no"), hash_of("nobody"),
    hash_of("none"), hash_of("nope"), hash_of("nor"), hash_of("not"), hash_of("nothing"), hash_of("nowhere"),
    hash_of("shouldnt"), hash_of("wasnt"), hash_of("werent"), hash_of("without"), hash_of("wont"), hash_of("wouldnt"),
    hash_of("kein"), hash_of("keine"), hash_of("keinen"), hash_of("nicht"), hash_of("nichts"), hash_of("nie"),
    hash_of("ohne"), hash_of("aucun"), hash_of("aucune"), hash_of("jamais"), hash_of("ne"), hash_of("ni"),
    hash_of("pas"), hash_of("plus"), hash_of("rien"), hash_of("sans"), hash_of("jamas"), hash_of("nada"),
    hash_of("nadie"), hash_of("ningun"), hash_of("nunca"), hash_of("sin"), hash_of("mai"), hash_of("nessuno"),
    hash_of("niente"), hash_of("non"), hash_of("senza"), hash_of("nao"), hash_of("nem"), hash_of("sem"),
    hash_of("nahi"), hash_of("nahin"), hash_of("لا"), hash_of("ليس"), hash_of("لم"),
];

/// Words after which what was said before counts less (`but`). Folded.
pub(super) const TURNS: [u64; 8] = [
    hash_of("but"),
    hash_of("aber"),
    hash_of("mais"),
    hash_of("pero"),
    hash_of("ma"),
    hash_of("mas"),
    hash_of("lekin"),
    hash_of("لكن"),
];
