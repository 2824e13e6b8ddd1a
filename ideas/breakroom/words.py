"""The words that codes are made of: 512 Swedish words without å, ä and ö, so that any keyboard can write them."""

from typing import Final

_LIST: Final = """
abborre album alm alpin ambition analys ananas anka ankare apelsin apotek april arena arkiv artikel aska aster
atelje atlas axel backe bagare balans balkong ballad ballong bambu banan bandy banjo barn barr basket bastu batteri
berg bibliotek bil bild biljett biograf blad blixt blomma blus bok bokstav boll bonad bonde bord borg bredd brev
bris bro broms brons brunn brygga bryggeri bubbla buffel bukett bumerang burk buske butik cafe cello choklad cirkel
cirkus citron cykel dag dal damm dans datum december delfin diamant dimma disk djup docka doft dragspel dricka
droppe duk dunge dusch duva dyning ekorre eld elefant element emblem energi etapp etyd export fabel fabrik fackla
familj farm fasad fasan fest ficka figur film filt finger fiol fisk fjord flagga flinga flock flod flotte flyg folk
form forum fot fotboll fred fredag frost frukt fura fyr fyra gaffel galax garn gata gitarr glad glans glas glass
gnista golv gran grind grotta grupp grus gryning guide guld gunga gungstol hall halsduk hamn hand handske harmoni
hatt hav havre helg helhet hem himmel hjul hopp horisont hotell humla humor hund hus huvud hylla hyvel idrott
igelkott ikon insekt isberg jacka januari jazz jolle jord jordgubbe journal jubel jul juli juni juvel kaffe kajak
kaka kalas kalender kamel kamera kamin kamrat kanal kanel kanin kanot karta kaskad kedja kikare kilo klang klippa
klocka kloster klubb knapp knopp kofta kompass kompis konsert konst kontor korall korg kort krans krok krona kruka
kub kudde kula kulle kung kurs kust kvadrat kvarn kvist kyrka lada lager lagun lampa land lastbil lax lejon lera
lilja lind linje linne liv ljud ljung ljus lokal lopp luft lugn lunch lund lupp lycka lykta lyra magnet maj maskin
match matta medalj melodi meny meter mimosa minne mitten mjuk mobil modell molekyl moln morgon morot mossa motor
mugg mur museum musik mussla mynt myra myrten nagel nattljus natur nejlika nektar november nyckel nypon nytta oas
ocean oktober oliv olja omsorg opal optik orgel origami orkan orkester paket palett palm panna papper paprika
parasoll park partner pedal pelare penna pensel peppar persika piano pilgrim pingvin pinne pipa pir plan planet
plats plommon poet pokal polka portal post potatis prick prisma propeller pumpa punkt purpur pussel pyramid radio
ram ranka raps regel regn resa ring ritning robot rock roder ros rot rubin rum ruta ryggrad rymd rytm sadel saga
salt samling sand sandal sax scen segel semester september serie sida signal silke silver siren sits sjal skal skata
skepp skida skog skola skugga slinga slott smak smed snigel snurra soffa sol sommar spade spegel spel spindel spira
sport stad stam start station steg sten stig stol storm strand strimma stuga svamp svan sydost sylt symfoni syster
tabell talang tallrik tango tank tavla teater tegel tema tempel tempo tennis tid tiger timme tisdag topas topp torg
torn torsdag torv trappa trast tratt triangel triumf trumma trumpet tulpan tunna tunnel tupp turist tyg uggla ugn
ull unik urskog utsikt uttryck vagga vagn valp vals vante vatten vecka vik villa vind vinge vinkel vinter viol
visent visning vit volym vulkan vykort yoghurt yta zebra zenit zon
"""
WORDS: Final = tuple(_LIST.split())
