//! Frequent short words that give a language away.

/// Languages by primary tag, with words that are frequent there and rare in the others.
pub(in super::super) const LANGUAGES: [(&str, &str); 10] = [
    (
        "en",
        "the/and/is/to/my/you/your/for/of/it/with/was/are/this/that/have/on/i/they/we/at/im/be/but/not/what/how/why/from/just/been/when/has/an/can/get/will/would/about/there/no/dont/all/our",
    ),
    (
        "de",
        "der/die/und/ist/nicht/das/ich/mein/meine/mit/fur/auf/ein/eine/einen/seit/noch/wird/euch/ihr/sie/wir/von/zu/den/dem/auch/aber/wie/warum/wenn/oder/nur/schon/sind/habe/hat/bei/nach/kann/sich/mir/mich/dass/es",
    ),
    (
        "fr",
        "le/les/et/est/pas/je/ma/vous/pour/des/une/sur/avec/ce/cette/depuis/nous/qui/dans/vos/votre/mes/sont/suis/mais/tres/plus/ca/au/aux/du/il/elle/ne/ai/bien/quand/pourquoi/un/nest/cest/jai/dun/dune/lai/quil",
    ),
    (
        "es",
        "el/los/y/mi/que/por/para/con/una/del/las/su/como/desde/estoy/hay/esta/pero/nos/mas/muy/un/lo/le/es/ya/cuando/porque/son/tengo/hace/este/todo/gracias/sus/ustedes/sin/al",
    ),
    (
        "it",
        "il/di/che/non/per/con/sono/mi/della/del/una/ho/ma/gli/anche/come/questo/questa/piu/nel/alla/vostro/vostra/perche/ancora/ogni/molto/dei/le/e/da/si/ci/avete/quando/dopo/cosa/mio/mia",
    ),
    (
        "pt",
        "o/os/e/que/nao/para/com/uma/do/da/em/meu/minha/voces/voce/mais/por/no/na/um/esta/estou/mas/muito/ja/como/quando/isso/pra/sem/tem/foi/ao/das/dos/seu/sua/ainda/ate",
    ),
    (
        "nl",
        "het/een/van/niet/ik/mijn/jullie/voor/met/op/zijn/maar/ook/nog/naar/wat/er/geen/bij/wordt/heb/heeft/aan/dat/deze/al/waarom/hoe/kan/uit/te",
    ),
    (
        "tr",
        "bir/ve/bu/icin/cok/ne/ama/de/da/gibi/mi/daha/var/yok/degil/neden/ben/benim/sizin/ile/her/kadar/sonra/olarak",
    ),
    (
        "sv",
        "och/det/att/jag/ar/som/inte/en/pa/av/med/har/till/min/mitt/ni/er/men/om/nar/varfor/hur/kan/vi/den/ett/ingen/fran/hos/sa",
    ),
    (
        "hi",
        "hai/hain/nahi/kya/ka/ki/ke/ko/se/mera/meri/mere/aur/bhi/kar/karo/raha/rahe/rahi/tha/thi/hi/ho/yeh/wo/woh/mein/aap/tum/koi/kuch/abhi/par/toh/bhai/ji/jo/ye/sab/apne/apna/kyu/kyun/hoga/gaya/liye/nhi/ne/hum",
    ),
];
