//! Manner: formal or slangy, laughing or not.

use super::super::sign::Sign;
use super::Phrases;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Formal,
        2,
        "dear sir/madam/sirs/team/customer/support/@|to whom it may|yours sincerely/faithfully/truly|kind/best/\
        warm regards|sincerely|i am writing|i would like|could you please|would you kindly|i would appreciate|\
        please be advised/note|with regard to|in accordance|furthermore/therefore/regarding/hereby/moreover/\
        kindly/respectfully|good morning/afternoon/evening|sehr geehrte|mit freundlichen grussen|ich bitte um|\
        hiermit|konnten sie|bonjour|madame monsieur|cordialement|veuillez|pourriez vous|estimados/estimado/\
        estimada/atentamente/cordialmente/usted|le agradeceria|buenos dias|gentile/gentili/distinti|\
        cordiali saluti|buongiorno|prezados/prezado/prezada/atenciosamente|bom dia|boa tarde",
    ),
    (
        Sign::Slang,
        1,
        "u/ur/r/lol/lmao/rofl/omg/wtf/wth/smh/idk/tbh/imo/btw/fyi/pls/plz/thx/thnx/thks/gonna/wanna/gotta/kinda/\
        sorta/yall/dude/bro/yo/ya/yeah/nah/nope/cuz/coz/bc/cos/af/ffs/fr/ngl/dm/tho/thru/lemme/gimme/dunno/hey/\
        howdy/haha/hahaha/cant/dont/doesnt/isnt/wont/im/ive/youre/thats/whats/aint/didnt/wasnt/tmrw/legit/damn/\
        crap/shit/sucks/suck/ass/bs|alter/digga/nix/ne/moin/krass/mdr/ptdr/jpp/wesh/slt/tio/wey/jaja/jajaja/xq/\
        tmb/bella/boh/ahah/ahaha/kkk/kkkk/vc/vcs/pq/blz/mano",
    ),
    (
        Sign::Laughter,
        2,
        "lol/lmao/rofl/lmfao/haha/hahaha/hahahaha/hehe/jaja/jajaja/kkk/kkkk/mdr/ptdr/ahah/ahaha/rsrs/😂/🤣/😆/😹/😅/\
        😜/😉/:wink/:laugh/:tongue/🙃|just kidding|jk|yeah right|slow clap|thanks for nothing|oh great|just great|\
        thanks a lot|way to go|sarcasm/sarcastic/irony/ironic|you guessed it|no shit|gee thanks|must be nice|\
        what a joke|🙄",
    ),
];
