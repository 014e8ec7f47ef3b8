//! Charges, refunds, prices, payments.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::Intent;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Intent(Intent::WrongCharge),
        4,
        "overcharged/overcharging/overcharge|charged/charging/billed me/us? twice/double/extra/again/wrong/\
        wrongly|double/wrongly/incorrectly charged/charge/billed|charged/charging/billed/charges/charge me/us/\
        my/for/extra|extra charge/charges|wrong bill/amount/charge/price|bill is/was wrong/higher/double/too|\
        stole/stolen/taking/took/taken my/our/the/0/out money/payment/cash|took/taken/taking/stole 0/money from/\
        out/off|debited/deducted twice/from|being charged|get charged|hidden fees/fee/charges|unexpected charge/\
        fee|doppelt abgebucht/berechnet|falsch abgerechnet|abgebucht|preleve/debite deux|facture fausse/erronee|\
        me cobraron/cobran/han|cobro/cobrado doble|cobraron de mas|addebitato due|doppio addebito|cobrado/\
        cobraram duas|cobranca indevida",
    ),
    (
        Sign::Intent(Intent::Refund),
        3,
        "refund/refunds/refunded/refunding/reimburse/reimbursed/reimbursement/compensation/compensate/\
        compensated|money back|get/getting/give/want/need my money back|give me my money|voucher/credit for the|\
        comp me|erstattung/ruckerstattung/erstatten|geld zuruck|remboursement/rembourser/rembourse|reembolso/\
        reembolsar/devolucion|devuelvan mi|rimborso/rimborsare|reembolso/estorno/ressarcimento",
    ),
    (
        Sign::Intent(Intent::FeesAndPrices),
        3,
        "fee/fees/fare/fares|expensive/overpriced/pricey|price/prices/pricing|cost/costs how? much/too/more/me|\
        how much is/does/are/for/to/would|too expensive|rip off|ripoff|price gouging|gouging|charging/charge 0/\
        for/so/that/extra|to pay 0?|paid/pay/paying 0/extra/more/for/almost/over|baggage/bag/change/booking/\
        cancellation/checked fee/fees|less than half|way more|way too much|0 more than|one way|round trip for|\
        0 each way|profiting|why is it so expensive|discount/promo/coupon/voucher code|promo code|fare/flight/\
        price/best/good deal/deals|cheaper/cheap|teuer/preis/preise/gebuhren/kosten|cher/prix/frais/tarif/\
        tarifs|caro/cara/precio/precios/tarifa/tarifas|prezzo/prezzi/costoso|preco/precos/taxa/taxas",
    ),
    (
        Sign::Intent(Intent::PaymentFailed),
        3,
        "payment/transaction/card/transfer/top up? was/is/been/keeps/got/not failed/declined/rejected/failing/\
        pending/working/accepted|payment/transfer wont/didnt/not go through|card/payment/transfer/\
        transaction declined/failed/rejected/pending/error|declined my|cant/cannot/unable/couldnt to? pay/\
        checkout/transfer|top up failed|zahlung fehlgeschlagen/abgelehnt|uberweisung|karte abgelehnt|\
        paiement refuse|virement|pago rechazado|transferencia|pagamento rifiutato|bonifico|pagamento recusado|\
        pix",
    ),
    (
        Sign::Intent(Intent::WrongCharge),
        1,
        "bill/invoice/receipt/charge/charges/credit/money|the receipt|paid the|bezahlt/rechnung/facture/factura/\
        fattura/fatura/boleto",
    ),
];
