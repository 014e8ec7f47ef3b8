//! Lawyers, press, regulators, managers.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::Cue;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Cue(Cue::Legal),
        1,
        "lawyer/lawyers/attorney/attorneys/solicitor/solicitors|sue/suing/sued you/them/for/the/@|will/to/gonna/\
        can/should/could/must sue|lawsuit/lawsuits|legal action/proceedings/team/advice/counsel/letter|take/\
        taking/take this/you/it/them * to court|see you in court|small claims|class action|to/in/\
        through the? court/courts|breach of contract|my legal? rights|is/this/thats/seems/be/are illegal|\
        against the law|letter before action|cease and desist|press charges|filed/filing/file a? police report|\
        damages claim",
    ),
    (
        Sign::Cue(Cue::Legal),
        1,
        "anwalt/rechtsanwalt/anwaltin/rechtsanwaltin/klage/verklagen/verklage/gerichtlich/rechtliche|\
        vor gericht|rechtliche schritte|anzeige erstatten|avocat/avocate/tribunal|porter/porte plainte|\
        poursuites/poursuite judiciaires/judiciaire|mise en demeure|action en justice|abogado/abogada/denuncia/\
        denunciar/demandar/demandare|acciones legales|ante los tribunales|avvocato/denuncia/denuncio/querela|\
        vie legali|azione legale|advogado/advogada/processar/processo|acao judicial|medidas legais",
    ),
    (
        Sign::Cue(Cue::Legal),
        -1,
        "my lawyer friend|lawyer friend/joke/jokes/show|im/am a lawyer/attorney/solicitor|court shoes|tennis/\
        food/basketball court|in court shoes",
    ),
    (
        Sign::Cue(Cue::Media),
        1,
        "journalist/journalists/reporter/reporters/newspaper/newspapers|to/with/call/calling/contact/contacting/\
        tell/telling/alert/alerting/inform the press/media|press and media|news crew/story/outlet/outlets/\
        station/desk|local news/paper/press/tv|to/on/in/call the news|go/going/gone/went viral|viral on|\
        tv station/crew/news|bbc/cnn/cnbc/msnbc/itv|watchdog|the guardian/times|investigative|consumer reporter/\
        affairs show|make/making this public|on the front page",
    ),
    (
        Sign::Cue(Cue::Media),
        1,
        "an/der/die/zur presse|zeitung/zeitungen/journalist/journalisten/fernsehen|journaliste/journalistes|\
        a la presse|les medias|aux medias|periodista/periodistas/prensa|medios de comunicacion|giornalista/\
        giornalisti/giornale/giornali|alla stampa|striscia la notizia|jornalista/jornalistas/jornal/imprensa|\
        na midia",
    ),
    (
        Sign::Cue(Cue::Regulator),
        1,
        "regulator/regulators/ombudsman/ombudsmen|ofcom/ofgem/ofwat/fca/cfpb/ftc/fcc/faa/caa/bbb/accc/gdpr|to/\
        with the? dot|dot complaint|complaint with/to the? dot/bbb/faa/fcc|better business bureau|\
        trading standards|consumer protection/affairs/rights|data protection authority/commissioner/officer|\
        ico complaint|department of transportation/transport|financial conduct|civil aviation|attorney general|\
        ec 0|eu 0|section 0|consumer forum/court|chargeback",
    ),
    (
        Sign::Cue(Cue::Regulator),
        1,
        "bafin/bundesnetzagentur/verbraucherzentrale/verbraucherschutz/schlichtungsstelle|dgccrf/mediateur/\
        arcep|que choisir|repression des fraudes|omic/facua|oficina del consumidor|hoja/hojas de reclamaciones|\
        agcom/altroconsumo/codacons|garante|procon/anatel/anac/bacen|reclame aqui|livro de reclamacoes",
    ),
    (
        Sign::Cue(Cue::AsksForManager),
        1,
        "speak/talk/speaking/talking/chat to/with a/your/the/another duty? manager/supervisor/superior/boss|\
        manager/supervisor to? call/calls/contact/please|ask/asked/asking/want/need/demand/demanded/requested/\
        get/give/send for/to/me/us/see a/the/your duty? manager/supervisor|a/your/the supervisor|your/their/a/\
        the duty? manager/boss|your/the ceo|someone/somebody/person in charge|someone/somebody higher up|\
        higher up/ups|someone/somebody senior|executive office/offices/team|escalate/escalated/escalating this/\
        my/it|escalation team|head of customer",
    ),
    (
        Sign::Cue(Cue::AsksForManager),
        1,
        "vorgesetzten/vorgesetzte/geschaftsfuhrer/geschaftsfuhrung/filialleiter|un/votre/le responsable|\
        parler a un responsable|superieur hierarchique|encargado/encargada/supervisor/supervisora/gerente|\
        un responsabile|il direttore|um/o/seu gerente/supervisor",
    ),
    (
        Sign::Cue(Cue::AsksForManager),
        -1,
        "task/password/file/download/account/device/window manager|manager was/is so? great/kind/awesome/\
        amazing/lovely/nice/helpful",
    ),
    (
        Sign::Office,
        1,
        "ceo/cfo/coo/cto/cmo/chairman/chairwoman/chairperson/director/directors/president/executive/executives/\
        board/boss/founder/owner/chief/vp|vice president|managing director|vorstand/vorstandschef/\
        geschaftsfuhrer|pdg/directeur/directrice|presidente/consejero/directora|amministratore/direttore|\
        diretor/diretora",
    ),
    (
        Sign::AddressedTo,
        1,
        "letter/email/emails/emailed/mail/mailed/message/write/wrote/writing/complaint/complain/complained/tell/\
        call/phone/contact/cc/dear/attn/copying/tweet to?|attention of|brief an|schreibe/schreiben an|lettre/\
        ecrire/ecrit a|carta/escribir a|lettera/scrivere a|carta/escrever ao",
    ),
];
