import { folded } from '../normalize-text.ts';

/*
 * Frequent given names and surnames of the world, in Latin, Cyrillic and Arabic letters, for names that no word
 * announces. Left out are those that are places, months, brands or common words.
 */
const given = `
aaron abby abdallah abdel abdelaziz abdelkader abdellah abdelrahman abdou abdoulaye abdul abdulaziz abdullah abdullahi
abdulrahman abel abena abigail abraham achieng adama adamu adebayo adele aditi adnan adolfo adrian adriana agnes
agnieszka agus ahmad ahmed ahmet aicha aidan aisha aissata aissatou ajay akello akinyi akua alain alberto aleksander
aleksandr aleksandra aleksei alexander alexandra alexandre alexei alfonso alfred alfredo alhassan ali alice alicia
alina aliou alioune alisha alvaro amadou amanda amani amara amelia amina aminata amir amit amos ana anastasia anders
andre andrea andreas andrei andres andrew andrey andrzej angela angelica aniket anil anita anjali ann anna anne annette
anthony antoine anton antonia antonio antony anwar apinya ariel arjun armando arnold arthur artur arturo arun asha
ashok asif atieno augustin augustine awa awino ayesha ayse aziz babacar bakari baraka barbara bartosz bashir beatrice
beatriz bekzat benedict benjamin benoit bernadette bernard bernardo berta bilal bintou birgit blessing boris boubacar
brandon brenda brian brigitte bruno budi burak camila camille carla carlos carmen carol carole caroline catherine
cecilia cedric celine cesar chantal charity charles charlotte chidi chinedu chioma chloe chris christelle christian
christine christophe christopher chukwu chukwuma claire clara claude claudia clement connor cristian cristina cynthia
daniel daniela daniele danielle danilo darius dariusz daryl dave david deborah deepak delphine denis dennis derek dewi
diana didier diego dieter dimitri dimitrios dinesh dmitri dmitry dmytro dolores domingos dominic dominik dominique
doris dorota dorothy eduardo edward edwin efua ekaterina elena eleni eli elias elif elijah elisabeth elizabeth ellen
emeka emil emilia emilie emilio emily emma emmanuel emre enrique eric erica erik erika ernest ernesto esteban esther
eugene eunice eva evelyn evgeny fabian fabio fabrice faisal farah farid fatemeh fatima fatma fatou fatoumata fatuma
federico felipe felix ferdinand fernanda fernando filip filipe fiona florian francesca francesco francis francisco
francois francoise frank franz frederic fredrick friedrich gabriel gabriela gabriele gareth gary genevieve geoffrey
georgios gerald gerard gerhard ghulam giacomo gilbert gilles giorgos giovanni giulia giuseppe gladys gloria godfrey
gonzalo gordon grace grzegorz guillaume guillermo gulnara gunther gustavo habiba hakan halima hamid hamisi hamza hanna
hannah hans haroun harold haruna hassan hasan heather hector heinz helen helena helene helga henrik henrique henry
herbert hermann hernan herve hilda himanshu horst hossein hugues huseyin hussein ibrahim ibrahima idris idrissa ignacio
igor imran ines ingrid irene irina isaac isabel isabella isabelle ishmael ismael ismail issa ivan ivana jack jackson
jacob jacqueline jacques jaime jakub jamal james jamila jane janet janusz jaroslaw jasmin javier jean jeanne jeff
jeffrey jennifer jeremy jerome jerzy jessica joan joana joanna joao joaquin joel johan johanna johannes john johnny
jonas jonathan jorge jose josef joseph josephine joshua josue joyce juan juana judith julia julian juliana julie
julien juma jurgen justin justine kaito kalpana kamal kamau kamil kareem karen karim karin karl karolina kasper
katarzyna kate katharina katherine kathleen kathrin katrin kavita kazimierz kenneth kevin khadija khadijatou khaled
khalid khalifa khaled kimberly klaus koffi kofi konstantin krishna kristina krzysztof kwabena kwaku kwame lakshmi
lamine larry lars laszlo latifa laura laurence laurent lawrence leila lena leon leonard leonardo leonid leslie leticia
liam lilian liliana lillian linda lindiwe lisa loic lorena lorenzo louise luc luca lucas lucia lucie luciano lucy
ludmila luigi luis luisa luiz lukas lukasz lydia lyudmila maciej magdalena magnus mahamadou mahmoud mahmud malgorzata
malik mamadou manfred manoj manuel manuela marc marcel marcela marcelo marcin marco marcos marek margaret margarita
maria mariam mariama marian mariana marie marina mario marion marta martha martin martina mary maryam masoud mateo
mateusz matteo matthew matthias matthieu maureen maurice mauricio maxim maxime mbali mehdi mehmet melissa mercy meryem
michael michal michel michele michelle miguel mihai mikhail milan milena minh miriam mirjam mkhize mohamad mohamed
mohammad mohammed mohamud moises monika monique moses moussa muhammad muhammed murat musa mustafa mustapha nadia
nadine naomi narendra natalia natalie natasha nathalie nathan neema nelson ngozi nguyen nia nicholas nicolas nicole
nikita nikolai nils nina njeri njoroge noah noel nomsa norbert norman nyambura oleg oleksandr oleksii olena olga oliver
olivia olivier oluwaseun omar omari onyango oscar osman otieno oumar ousmane owen pablo pamela paolo parveen pascal
patience patricia patrick patrizia paul paula paulina paulo pauline pavel pawel pedro peter petr petra phakamani philip
philipp philippe pierre pietro pilar piotr pooja prakash precious priya prosper przemyslaw quentin rachel rafael rafal
rahim rahul rainer raj raja rajesh rakesh ralf ramesh ramon raphael rashid rashidi ravi raymond rebecca reinhard renata
rene reza ricardo richard rita robert roberta roberto rodrigo roger rohan roland rolf roman ronald rosa rosario rosemary
roxana ruben rudolf rui rukia rupert russell rustam ruth ryan sabine sabrina sadia saeed said saidi saleh salim salma
salman salome salum samantha samira samson samuel sandra sandrine sanjay santiago sara sarah saskia scott sebastian
sebastien selim selma serge sergei sergey sergio shabnam shanti sharon sheila shirley siddharth sidi sikhumbuzo silvia
simon simone siti slavica slawomir sofia solomon somchai sonia sophia sophie stanislaw stefan stefanie steffen stella
stephane stephanie stephen steve steven sudhir sunil sunita suresh susan susana susanne suzanne svetlana sven sylvain
sylvia sylvie tadeusz tamara tanja tatiana tatyana temitope teresa thabo theodore theresa therese thierry thomas tiago
timothy tobias tomas tomasz tony tunde ulrich ulrike ursula uwe vadim valentina valeria valerie vanessa vasily vera
veronica veronika vicente vijay viktor vikram vincent vinod violeta virginie vitaly vivian vladimir volodymyr wael
waleed walid walter wambui wanjiku wanjiru waqar wellington wilfred wilhelm william wilson winnie wojciech wolfgang
yannick yasmin yaw yohannes yolanda yosef youssef yousuf youssouf yuliana yulia yuri yusuf yves yvonne zainab zanele
adwoa afua agnieszke aleksandar alassane anang bakary beata bogdan branko chinwe chisomo danuta delroy dilshod dragan
dusan edson emine femi folake francine funmilayo gabor gennaro ghislain goran hyun ionut istvan jairo jeroen jhon
jovan kojo kwadwo lwazi marija milos miroslav nenad nikos nomvula nuno obinna olumide piet radu sanja slobodan soraya
stelian taras telma thandiwe uchenna vasile vasyl vesna vlad wilmer xiomara yaroslav yuki zeynab zeynep zsofia
zahra zawadi zbigniew zeinab zoltan zsolt zuzana
ірина олександр олександра андрій василь володимир віктор вікторія ганна григорій дмитро євген іван ігор катерина
ліана людмила микола михайло наталія оксана олексій олена петро сергій тарас тетяна юрій ярослав богдана галя степан
георги димитър иванка стоян петър радослав калина драган милан горан зоран ненад слободан весна снежана јован милош
ерлан айгуль нурлан бахтиер рустем шухрат дильшод гульнара фарход азамат бекзат айбек темур жасур алишер
александр александра алексей алена алина анастасия анатолий андрей анна антон артем ахмед богдан борис вадим валентина
валерий василий вера виктор виталий владимир владислав галина геннадий георгий григорий дарья денис дмитрий евгений
екатерина елена жанна иван игорь ирина карина кирилл константин ксения лариса людмила максим марина мария михаил надежда
наталья никита николай оксана олег ольга павел петр роман руслан рустам светлана семен сергей станислав степан тамара
татьяна тимур федор юлия юрий
محمد احمد علي حسن حسين خالد سعيد يوسف عمر عثمان ابراهيم اسماعيل عبدالله عبدالرحمن عبدالعزيز عبد فاطمة مريم عائشة خديجة
زينب سامي كريم مصطفى محمود طارق وليد ياسر ماجد فيصل سلطان ناصر صالح سليمان داود موسى عيسى يحيى بلال حمزة زيد رشيد
جمال كمال نبيل هشام عادل ايمن شريف امين انور بدر تركي فهد سعود نورة سارة ليلى هدى امل منى نادية سلمى رنا هند حنان`;
const surnames = `
abdi abubakar acheampong achieng adeleke adewale adeyemi afolabi aguilar ahmadi akhtar akintola akpan alonso alvarado
alvarez amoah andersen anderson andersson ansah antonov appiah arslan asante aydin bah balde bailey baker baldwin
baptiste barbosa barros barry bauer bello benali bennett bergmann bernal bhatt biya bondarenko bouchard bousquet boyd
braun brandt bui cabrera camacho camara campbell cardenas cardoso carvalho castillo castro celik chakraborty chan
chandra charles chatterjee chaudhary chavez chen cheng cheruiyot chiwenga choi chowdhury cissoko clarke colombo
contreras cooper correa coulibaly cruz czerny dang danso das dasgupta davies davis demir desai diallo diarra dias diaz
diop dlamini dogan dominguez dubois duong dupont duarte edwards einarsson ekwueme eriksson espinoza eze fall farouk
faure ferreira fernandes fernandez ferrari figueroa fischer fofana fonseca fontaine fournier franco fuchs fuentes
garcia georgiou gomes gomez goncalves gonzales gonzalez gruber guerrero gueye guillen gupta gutierrez guzman hamidou
hansen haddad harris hernandez herrera hoang hoffmann hossain hosseini huang huber hughes hussain huynh ibe ibrahimovic
igwe ionescu islam ivanov ivanova iyer jackson jallow jansen jensen jimenez johansson johnson jones joshi juarez
kaplan kapoor kariuki karimov karlsson kaur kaya keita keller khan khumalo kibet kim kimani kimaro kipchoge koch konate
kone kouassi kovalenko kovacs kowalczyk kowalska kowalski kumar kuznetsov kwok laurent lefebvre leclerc lehmann lemos
leroy lewandowski lewis lim lopez lozano lungu maier maina makori malinowski mamani mambwe mancini marquez martinez
martins mbeki mbarga medina mehta mejia mendes mendez mendoza mensah meyer mitchell mohamud mokoena molina morales
moreau moreno morris mueller mukherjee mukendi muller mungai munoz muriithi mushi musyoka mutua mwangi mwinyi mwita
nair nakamura naidoo navarro ncube ndiaye ndlovu neumann ng ngoma ngo ngugi nguyen nikolaev njenga nkosi nkrumah nowak
nunez nwachukwu nwosu obi ochieng odhiambo odinga ofori oguntade okafor okeke okello okonkwo olawale oliveira omondi
onyango opoku ortega ortiz osei otieno ouattara ouedraogo owusu ozturk pacheco papadakis papadopoulos paredes park
patel patil pavlov peeters pereira perez petrov petrova pham phan phiri pillai pinto pires popescu popov popova quispe
rahman rai ramirez ramos rana rao reddy reyes ribeiro richter rivera roberts robinson rodrigues rodriguez rojas romero
rossi ruiz saha sahin salazar salah sanchez sandoval sane sangare santos santoso saputra sarr sato sattar schmidt
schneider schroder schulz schwarz sesay shah shaikh sharma shevchenko shrestha sibanda silva simiyu singh sissoko
smirnov smirnova sokolov soares sosa sousa souza sow suleiman suzuki sy tanaka tavares taylor tembo tesfaye tetteh
thapa thiam thomas thompson torres toure tran traore tshabalala tshisekedi tuan usman vargas vasquez vega velasquez
villalba villanueva vo vogel volkov wafula wagner walker wambua wang wanjala warsame watanabe weber wekesa wijaya
williams wilson wisniewski wojcik wolf wright wu xu yadav yamamoto yang yeboah yildiz yilmaz zapata zhang zhao zhou
abiodun adebowale adeola afonso aguirre akande alves amadi arroyo asamoah balogun bangura banda belov bianchi bogdanov
boateng bouzid caicedo chanda chikwanda chirwa conteh dimitrov dube gashi georgiev gonzaga gunawan hidayat horvat
horvath ivanenko jovanovic kabila kamara kaminska kaminski kaminske kilic koroma kostic kowalewski kravchenko krasniqi
kuria lombardi lukic macuacua madzimbamuto maharjan mahlangu markovic mazur melnyk mihailescu mohamoud molefe moyo
mutasa muthoni mwale mwamba ngcobo nguema nikolic nkounkou nkurunziza novotny nyathi obando ojo oyelaran palacios
papadopoulou pavlovic petrovic pinheiro pretorius rahmawati ramaphakela restrepo russo sanogo savchenko senghor
setiawan sinaga siregar stankovic stoica subramaniam svoboda takahashi tchoua tembe toth valdez vaszary vogt wanyama
wojcicki yamada yusupov zambrano zielinski zongo zubkov zuma
ziegler zielinska zimmermann zulu wei hui ming xiaoming jie hong ling mei ying jun feng lei yan ping
thi van mai hong le do ho ngoc thanh hung tuan dung linh huong lan phuong trang quoc duc hoa thao nhung bao
омаров каримов магомедов алиев мамедов гусейнов ким цой пак
الحربي الشمري الغامدي القحطاني المصري النجار الشريف العلوي الهاشمي الزهراني العتيبي الدوسري المطيري الله`;

function setOf(list: string): ReadonlySet<string> {
  return new Set(folded(list).trim().split(/\s+/));
}

export const givenNames = setOf(given);
export const surnameWords = setOf(surnames);

/** Folded lower-case word: a given name or a surname of the lists. */
export function isNameWord(word: string): boolean {
  return givenNames.has(word) || surnameWords.has(word);
}
