//! Lost, damaged, faulty.

use super::super::sign::Sign;
use super::Phrases;
use crate::domain::score::Intent;

pub(super) const PHRASES: &[Phrases] = &[
    (
        Sign::Intent(Intent::LostItem),
        4,
        "lost/losing/lose/misplaced/missing my/our/his/her/their bag/bags/luggage/baggage/suitcase/suitcases/\
        case/parcel/package/order/stroller/item/items/phone/wallet/laptop/jacket/clothes/things/stuff|lost/\
        missing/delayed bag/bags/luggage/baggage/suitcase/suitcases/parcel/package/item|bag/bags/luggage/\
        baggage/suitcase/case/parcel/package/order is/are/was/were/got/been/went/still lost/missing|bag/bags/\
        luggage/baggage/suitcase/case/parcel/package/order never/didnt/hasnt/havent/not/still arrive/arrived/\
        come/made/make/show/shown/here|bag/bags/luggage/baggage went to|no bag/bags/luggage/baggage/clothes|\
        where my/our/the/are/is bag/bags/luggage|lost my/our/the|bag/bags/luggage/baggage are/is not at/here/in|\
        lost luggage|get my? bags|lost and found|loaded onto|without bags|get bags|bags being returned|\
        my bags were|loses my|luggage/baggage/bag for 0/three/two/several/over|had their luggage|no word where|\
        no warm clothes|open claim|opened claim|bag/bags/luggage/luggages since|is lost with|lost with my|\
        waiting * luggages/bags/luggage|have/without/get/getting/need my/our/any bag/bags/luggage/baggage|\
        know where my/our/it/they/the|checked bag/bags/luggage/baggage never|bags/luggage/\
        baggage off? delivered|deliver my/our/the bag/bags/luggage|filed a claim|baggage/lost claim/belongings|\
        belongings|claim number|smashed my|dropped my|bag/bags/luggage is/was/were/of? my? dmaged|bag tag|\
        where is/are my/our/out lost? bag/bags/luggage/baggage/suitcase|find/found/locate/locating/located/\
        track/get my/our/the/her/his bag/bags/luggage/suitcase/bag/ipad/phone/laptop/wallet|left my/a/our/\
        something/an * on/in/at the/your/a|left something on/in/at|left/forgot/lost my/a/an * on/at/in the/\
        your plane/flight/gate/airport/lounge|left on a/the plane/flight|left behind|forgot my|lost property/\
        and|lost found|never arrived|hasnt/havent/not/never/didnt arrived/received/receive/arrive|verloren|\
        koffer/gepack fehlt|paket ist? nicht angekommen|bagage/bagages/valise/colis perdu/perdue/perdus|\
        jamais recu/arrive|perdido/perdida/perdieron|maleta/maletas|no ha llegado|nunca llego|perso/smarrito|\
        valigia|mai arrivato|extraviado/extraviada|mala perdida|nao chegou|nunca chegou",
    ),
    (
        Sign::Intent(Intent::LostItem),
        1,
        "bag/bags/luggage/baggage/suitcase/suitcases|baggage claim|koffer/gepack/bagages/equipaje/bagaglio/\
        bagaglio/bagagem",
    ),
    (
        Sign::Intent(Intent::DamagedItem),
        4,
        "damaged/broken/cracked/smashed/destroyed/ripped/crushed my/our/the/his/her/in * bag/bags/luggage/\
        suitcase/case/guitar/stroller/item/screen/parcel/package|damaged/broke/breaks/break/broken my/our/\
        the bag/bags/luggage/suitcase/stroller/guitar/wheelchair/case|bag/bags/luggage/suitcase/stroller/parcel/\
        package/box/item/screen/case was/is/were/are/arrived/been/completely damaged/broken/ripped/crushed/\
        destroyed/cracked/smashed|arrived/came/turned up? broken/damaged/smashed/cracked/leaking|damaged bag/\
        luggage/suitcase/baggage/goods/in|completely damaged|one of my bags was|forgot my|dented|handle broken|\
        wheel broken|beschadigt/zerbrochen|kaputt angekommen|endommage/abime/casse|roto/rota/danado/danada|\
        llego roto/rota|danneggiato/danneggiata/rotto|quebrado/quebrada/danificado/danificada|veio quebrado",
    ),
    (
        Sign::Intent(Intent::ProductFault),
        3,
        "faulty/defective/malfunction/malfunctioning|stopped/stops/quit working|doesnt/dont/didnt/isnt/not/\
        arent/wasnt/never/wont work/working/charge/charging/recline/reclining/open/close/start|broken seat/\
        seats/tv/screen/entertainment/wifi/toilet/plane/planes/outlet/outlets/tray/ac/usb|seat/seats/tv/tvs/\
        screen/screens/entertainment/ac/toilet/toilets/bathroom/outlet/heater/device/phone is/are/was/were/\
        still broken/out/down/dirty/filthy/disgusting|out of order|no wifi/ac/air/entertainment/tv/tvs/screens/\
        power/outlet/outlets/usb/legroom/food/meal/meals/drinks/snacks/blankets/water/vegetarian/vegan|\
        no inflight/in flight|no a c|no air con/conditioning|cold/bad/terrible/horrible/awful/disgusting/stale/\
        poor food/meal/meals/breakfast/coffee|vegetarian/vegan/veggie/kosher/halal/gluten/meat free? meal/\
        option/options/free|food was/is/tasted awful/terrible/disgusting/cold/horrible/inedible|dirty/filthy/\
        disgusting/old/uncomfortable/smelly plane/planes/seat/seats/cabin/toilet/toilets/bathroom/aircraft|\
        legroom|leg room|inflight service/food/drinks/entertainment/wifi|in flight service/food/drinks/\
        entertainment|roasting|freezing|too hot/cold|so hot/cold|broken button|button is broken|stroller|\
        fix your/the planes/plane/wifi/seats/tvs|wrong item/size/order/colour/color|poor/bad quality|fell apart|\
        doesnt fit|cant even fit|less space|worn out|leaking|leaks|wifi|entertainment system|funktioniert/\
        geht nicht mehr?|kaputt/defekt|ne marche/fonctionne pas plus?|en panne|defectueux|no funciona/sirve|\
        averiado/averiada/defectuoso|non funziona|guasto/guasta/difettoso|nao funciona|defeito/estragado/\
        estragada",
    ),
    (
        Sign::Intent(Intent::ProductFault),
        1,
        "broken/glitch/glitches/seat/tv/food/meal/snack/snacks/drinks/breakfast/quality/screen/vegetarian/vegan|\
        the row|coffee/water",
    ),
];
