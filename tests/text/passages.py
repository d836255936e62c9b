"""One invented news paragraph in each of many languages, for round trips through encodings."""

ENGLISH = (
    "The harbour board of Westmere said on Tuesday it would rebuild the old pier, which a café owner "
    "named Zoë Müller calls “the town’s living room” – at a cost of £4 million. Work starts in May, "
    "the board’s chair said, and should end within two years. Residents who spoke at the meeting "
    "were split over the plan."
)

FRENCH = (
    "Le conseil du port a annoncé mardi que la vieille jetée sera reconstruite dès le mois de mai. « "
    "C’est le cœur de la ville », a déclaré la présidente, très émue, après une soirée où plusieurs "
    "habitants s’étaient opposés au projet. Les travaux coûteront près de 4 millions d’euros."
)

GERMAN = (
    "Der Hafenausschuss hat am Dienstag beschlossen, die alte Mole für vier Millionen Euro zu "
    "erneuern. Die Bürgermeisterin sprach von einem großen Schritt für die Stadt. Später äußerten "
    "sich auch Gegner, die höhere Gebühren befürchten."
)

SPANISH = (
    "La junta del puerto anunció el martes que reconstruirá el viejo muelle a partir de mayo. «Es el "
    "corazón de la ciudad», señaló la alcaldesa después de una larga sesión. Los vecinos más jóvenes "
    "pidieron también un carril para niños y peatones."
)

PORTUGUESE = (
    "A direção do porto anunciou na terça-feira que o velho cais será reconstruído a partir de maio. "
    "“É o coração da cidade”, afirmou a presidente após uma longa sessão. Não há previsão de novas "
    "taxas para a população."
)

POLISH = (
    "Zarząd portu ogłosił we wtorek, że stary pomost zostanie odbudowany od maja. Koszt wyniesie "
    "około czterech milionów złotych, powiedziała przewodnicząca. Część mieszkańców sprzeciwia się "
    "planowi, bo obawia się wyższych opłat i hałasu. Głosowanie odbędzie się później."
)

CZECH = (
    "Přístavní výbor v úterý oznámil, že staré molo bude od května přestavěno. Náklady dosáhnou čtyř "
    "milionů korun, řekla předsedkyně. Někteří obyvatelé s plánem nesouhlasí, protože se bojí "
    "vyšších poplatků a hluku. Hlasování proběhne později."
)

HUNGARIAN = (
    "A kikötői bizottság kedden közölte, hogy a régi mólót májustól újjáépítik. A költség négymillió "
    "euró lesz, mondta az elnök. Több lakos ellenzi a tervet, mert magasabb díjaktól és zajtól tart. "
    "A szavazást később tartják, őszig döntés születhet."
)

TURKISH = (
    "Liman kurulu salı günü eski iskelenin mayıs ayından itibaren yeniden yapılacağını açıkladı. "
    "Başkan, çalışmanın dört milyon liraya mal olacağını söyledi. Bazı sakinler gürültü ve yüksek "
    "ücretler nedeniyle plana karşı çıkıyor. Oylama daha sonra yapılacak."
)

RUSSIAN = (
    "Совет порта во вторник сообщил, что старый причал будет перестроен начиная с мая. Расходы "
    "составят четыре миллиона рублей, сказала председатель. Часть жителей выступает против плана, "
    "опасаясь шума и высоких сборов. Голосование пройдёт позднее."
)

UKRAINIAN = (
    "Рада порту у вівторок повідомила, що старий причал буде перебудовано з травня. Витрати "
    "становитимуть чотири мільйони гривень, сказала голова. Частина мешканців виступає проти плану "
    "через шум і вищі збори. Голосування відбудеться пізніше."
)

GREEK = (
    "Το συμβούλιο του λιμανιού ανακοίνωσε την Τρίτη ότι η παλιά προβλήτα θα ξαναχτιστεί από τον "
    "Μάιο. Το κόστος θα φτάσει τα τέσσερα εκατομμύρια ευρώ, είπε η πρόεδρος. Ορισμένοι κάτοικοι "
    "διαφωνούν με το σχέδιο."
)

JAPANESE = (
    "港の委員会は火曜日、古い桟橋を五月から建て直すと発表した。費用は四億円で、工事は二年で終わ"
    "る見込みだと委員長は述べた。住民の一部は騒音や料金の値上げを心配し、計画に反対している。投"
    "票は後日行われる。カモメも見守った。"
)

CHINESE = (
    "港口委员会星期二宣布,旧码头将从五月起重建。委员会主席说,费用约为四百万元,工程将在两年内"
    "完成。部分居民担心噪音和收费上涨,反对这一计划。投票将在稍后举行,结果将于秋季公布。"
)

TRADITIONAL_CHINESE = (
    "港口委員會星期二宣布,舊碼頭將從五月起重建。委員會主席說,費用約為四百萬元,工程將在兩年內"
    "完成。部分居民擔心噪音和收費上漲,反對這一計劃。投票將在稍後舉行,結果將於秋季公布。"
)

KOREAN = (
    "항만 위원회는 화요일 오래된 부두를 오월부터 다시 짓겠다고 발표했다. 위원장은 비용이 약 사십억 "
    "원이며 공사는 이 년 안에 끝날 것이라고 말했다. 일부 주민은 소음과 요금 "
    "인상을 걱정하며 계획에 반대하고 있다. 투표는 나중에 진행된다."
)

ARABIC = (
    "أعلن مجلس الميناء يوم الثلاثاء أن الرصيف القديم سيعاد بناؤه ابتداء من مايو. وقالت رئيسة المجلس "
    "إن التكلفة ستبلغ أربعة ملايين، وإن العمل سينتهي خلال عامين. ويعارض بعض السكان الخطة خشية الضجيج "
    "وارتفاع الرسوم."
)

HEBREW = (
    "מועצת הנמל הודיעה ביום שלישי כי המזח הישן ייבנה מחדש החל במאי. יושבת הראש אמרה כי העלות תגיע "
    "לארבעה מיליון וכי העבודה תסתיים בתוך שנתיים. חלק מהתושבים מתנגדים לתוכנית."
)

THAI = (
    "คณะกรรมการท่าเรือประกาศเมื่อวันอังคารว่าจะสร้างท่าเรือเก่าใหม่ตั้งแต่เดือนพฤษภาคม "
    "ประธานกล่าวว่าค่าใช้จ่ายจะอยู่ที่สี่ล้านบาท ชาวบ้านบางส่วนคัดค้านแผนนี้"
)

PERSIAN = (
    "شورای بندر روز سه‌شنبه اعلام کرد که اسکله‌ی قدیمی از ماه مه بازسازی می‌شود. رئیس شورا گفت "
    "هزینه‌ها به چهار میلیون می‌رسد و کار دو ساله تمام خواهد شد."
)

HINDI = (
    "बंदरगाह बोर्ड ने मंगलवार को कहा कि पुराने घाट को मई से फिर बनाया जाएगा। अध्यक्ष ने बताया कि "
    "क्‍या और कितना खर्च होगा, यह शरद ऋतु में तय होगा।"
)
