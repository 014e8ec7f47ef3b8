//! Accounts, access and bookings.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::Intent;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Intent(Intent::Login),
        3,
        "log/login/logging/logged/sign/signing/signed/lof in/into/on|cant/cannot/unable/couldnt/trouble/\
        problems/not to? login/logon/access|locked out|account is/was/has/got been? locked/blocked/suspended/\
        disabled/hacked|locked/blocked/suspended/disabled/hacked my/our account/card|password/passcode/\
        passwords|reset/forgot/forgotten my? password/pin/code/passcode|verification/security/sms code|\
        two factor|recognise/recognize my email/password/account/card|einloggen/anmelden/passwort|\
        konto gesperrt|connecter/connexion|mot de passe|compte bloque|iniciar sesion|contrasena|\
        cuenta bloqueada|accedere|account bloccato|conta bloqueada|senha|fazer login",
    ),
    (
        Sign::Intent(Intent::AccountChange),
        2,
        "change/update/changing/updating/correct my/our/the/an name/address/email/phone/number/plan/details/\
        account/limit/bank/pin|add/adding/register/link/merge a/my/another child/children/account/accounts/card/\
        address/number/member|name change|known traveler|ktn|household account|h hold|sign up for|\
        upgrade my plan|frequent flyer number/account|skymiles/avios/aadvantage/rapid/mileageplus/\
        executive number/account/miles/points/club|points/miles/avios missing|missing miles/points/avios|\
        retro credit|adresse/namen/tarif andern|changer mon/ma/d adresse/forfait|cambiar mi direccion/plan/\
        tarifa|cambiare indirizzo/piano|mudar/alterar meu endereco/plano",
    ),
    (
        Sign::Intent(Intent::BookingChange),
        3,
        "change/changing/changed/rebook/modify/amend/move/switch/reschedule my/our/the/a/to/this/his/her flight/\
        flights/booking/reservation/seat/seats/ticket/tickets/date/dates/return/itinerary/trip|check in/\
        checkin online|online check in/checkin|check/checking/checked in for/online|cant check in|checkin|pick/\
        select/choose/book/reserve/assign/assigned/reserved/change a/my/our/the seat/seats|seat/\
        seats assignment/assignments/selection/together/changed/assigned|seated apart/together/separately|sit/\
        sitting/seat/seats us? together/apart|my/our seat/seats|upgrade/upgraded/upgrades/downgraded|book/\
        booking/purchase/buy a/my/our/the/online/your ticket/tickets/flight/flights/reservation/group|\
        manage my booking|booking/reservation/confirmation/pnr reference/number/code|add a/my/another/an/\
        additional bag/passenger/infant/baggage|boarding pass/passes|cancel/cancelling my/our/a/the flight/\
        booking/reservation/ticket/trip|rapid rewards|my points/miles/avios|received my miles|\
        have not received my miles|reward/award flight/flights/travel|skymiles/avios/mileage/mileageplus|\
        companion voucher/pass/ticket|voucher/vouchers/companion|use my/a/the/our credit/voucher/points/miles|\
        standby|stand by|same day|earlier flight|flight/booking change|veggie/vegetarian/special meal request|\
        extra legroom|umbuchen/stornieren/buchung/reservierung|modifier ma/mon reservation/vol/billet|reserva/\
        reservacion|cambiar mi vuelo/reserva/billete|prenotazione|cambiare il volo|remarcar|mudar meu voo|\
        reserva",
    ),
    (
        Sign::Intent(Intent::BookingChange),
        1,
        "seat/seats/booking/reservation/reservations/ticket/tickets/boarding/rebook/booked/book/purchased/\
        upgrade/confirmation/itinerary|trying/tried/want/need/unable/able/wanted to book/change/rebook/upgrade/\
        select/purchase|cant/cannot find|booking problems|check in",
    ),
    (
        Sign::Intent(Intent::IdentityCheck),
        2,
        "verify/verifying/prove/confirm my identity|id/identity check/verification/verify|proof of id/identity/\
        address|passport/drivers photo/copy/scan|upload my id/passport/documents|identitat|video ident|piece/\
        verifier d? identite|verificar identidad|documento de identidad|verifica identita|comprovante de",
    ),
    (
        Sign::Intent(Intent::Fraud),
        3,
        "fraud/fraudulent/scam/scammed/scammers/scammer/hacked/hacker/hackers/phishing/counterfeit/forged|\
        stolen from/card/account/my|stole my|someone used/using my/has|unauthorised/unauthorized|didnt/never/\
        not make/made/authorise/authorize this/that/the/these? charge/charges/payment/purchase/transaction/\
        transactions|dont recognise/recognize|identity theft|betrug/gehackt/gestohlen/betruger|fraude/arnaque/\
        pirate/piratage/vole|estafa/robado/robaron/hackeado/fraude|truffa/rubato/rubati/hackerato|golpe/fraude/\
        roubado/roubaram/clonaram/clonado",
    ),
];
