"""The words of labels in Spanish, English, Portuguese, French, Italian and German, without accents and case.

A label is read word by word, so that no list of whole labels is needed: `Your mobile number` and `Handynummer` have
words of a phone, `Name of the listing agent` has words of a name and of somebody else.
"""

from __future__ import annotations

from functions.ingest.inquiries.word_set import word_set

EMAIL = word_set(
    "correio correios electronic mailadres mailadresse emailadressen mels adresselectronique posta helbidea",
    "elektronikoa electr ایمیل email_osoitteesi почта email адрес 邮箱",
    "电子邮件 邮件 メール البريد الإلكتروني epostadress sahkoposti",
    "emaila emails mail mails correo correos courriel courriels mel epost emailadresse electronico electronica",
    "elettronica elettronico eletronico eletronica electronique correu buzon correus emailadres adres_email",
)
PHONE = word_set(
    "sms tlfn tlfns tlmv mugikor mugikorra festnetz festnetznummer fixe ddd msisdn telefonu rufnr handynr",
    "telef telefo telfs tlfon telfn fone telefonnr تلفن موبایل tph fon telefonoa telefonbidez телефон номер",
    "电话 手机 联系电话 電話 هاتف الهاتف",
    "جوال الجوال puhelin",
    "telefonnummer telefoni numar telefonszam mobila teleph ph fono tlfs phone phones telephone telephones tel",
    "tels telf tlf tlfno tfno tfn tfnos telefono telefonos telefonico movil moviles celular celulares cel mobile",
    "mobiles cell cellphone smartphone handy mobil telefon rufnummer mobiltelefon telefone telefones telemovel",
    "cellulare portable gsm whatsapp whats wa recapito fijo telefoniques telephonique landline tlm tlml telem mov",
    "digits caller callerid mobilnr telnr telefons mobils rufen ruckruf telefoonnummer telefoon mobiel komorka",
)
# With one of each, a label asks for a phone: "On which number may we call you?"
NUMBER = word_set(
    "numer n nbr numar numerot zenbakia number numero numeros nummer num nr no",
)
CALL = word_set(
    "richiamarti richiamarla richiamarvi erreicht erreichbar llamara llamaran llamaremos llamaros appellerons",
    "rappellerons richiameremo ligaremos ligamos ligar-lhe trucarem trucara",
    "llamarla llamaros llame llamadme llamemos chiamarti chiamarla chiamarvi richiamare ricontattare telefonare",
    "anzurufen zuruckrufen ruckruf joignable ligue trucar trucarte bellen bereiken telefonear call llamar",
    "llamarte llamarle llamamos contact contacto contactar contactarte reach ring anrufen erreichen appeler",
    "joindre rappeler chiamare contattare contattarti ligar contato localizar localizamos localizarte localizarle",
    "localizaros localizable localizarla encontrarte encontramos contactamos contactaros contactarla rintracciare",
    "callback rintracciarti contactarle contactarlo contactarlos contactarlas contacter",
)

NAME = word_set(
    "نام izen izenabizenak izena имя фио 姓名 名字 名称 お名前 الاسم اسم namn navn imie isim nimi nume name",
    "names nombre",
    "nombres nome nomes nom noms namen fullname called llamas llama chamas heisst heissen appelez chiami",
    "identite nombreyapellidos apellidosynombre nominativo titular naam nazwa",
)
FIRST = word_set(
    "proprio primo voornaam ad 名 fornavn first given forename fname pila prenom prenoms vorname vornamen vor",
    "primer primeiro battesimo imie fornamn voorletters",
)
LAST = word_set(
    "ape apell",
    "abizena abizenak фамилия 姓 familienaam familiennaam soyad prijmeni efternavn last surname surnames family",
    "lname apellido apellidos apelido apelidos sobrenome cognome cognomi nachname nachnamen nach familienname",
    "familien zuname famille cognoms cognom llinatges nazwisko achternaam efternamn",
)
# A first or last name without a word for "name": "Prénom", "Apellidos". The others need one: "First", "Family size".
ALONE = word_set(
    "ape apell",
    "abizena abizenak фамилия familienaam familiennaam forename fname prenom prenoms vorname vornamen surname",
    "surnames lname apellido apellidos apelido apelidos sobrenome cognome cognomi nachname nachnamen familienname",
    "zuname cognoms cognom nazwisko achternaam efternamn voornaam imie",
)
# The person, by what they are: enough for a label, "Interesado: Ana Gil", and no contradiction in another.
PERSON = word_set(
    "participant participante viewer",
    "persoa coordonnees kontaktdaten recapiti acquereur acheteuse vendeur kaufinteressent mieter mieterin",
    "mietinteressent kaeufer cliente potencial acquirente compradores solicitant sollicitant comprador llogater",
    "aspirante candidato candidata enquirers hoster inquilina contact contacto contato contatto kontakt customer",
    "client clientes clienta kunde kundin lead leads buyer compradora acheteur kaufer consumer consumidor person",
    "persona pessoa personne interesado interesada interessado interessato interessent interessentin solicitante",
    "remitente remitent sender absender visitor visitante visitatore guest invitee applicant prospect inquirer",
    "enquirer enquiry inquiry tenant inquilino locataire user usuario utilisateur utente utilizador benutzer",
    "demandeur richiedente mittente expediteur requester renter gast invitado llamante usuaria utilizadora",
    "asegurado asegurada tomador tomadora contratante assure assuree souscripteur souscriptrice assicurato assicurata",
    "contraente segurado segurada proponente verzekerde verzekeringnemer versicherungsnehmer versicherte policyholder",
    "insured conductor conductora driver candidato candidata candidate bewerber attendee registrant",
    "peticionario peticionaria arrendatario arrendataria huesped hoste paciente patient tutor tutora suscriptor",
    "subscriber aanvrager geinteresseerde klant llamador prospecto prospecta demandante",
)
# Of those, who asks, also within what is about something else: `source.lead`, `event.customer`.
ASKERS = word_set(
    "participant viewer",
    "lead leads cliente clienta kunde kundin buyer comprador acheteur kaufer consumer interesado interesada",
    "interessado interessato interessent interessentin solicitante visitor visitante guest invitee applicant",
    "prospect inquirer",
    "prospecto enquirer requester customer client tomador asegurado demandeur richiedente attendee remitente",
)
MESSAGE = word_set(
    "پیام transcript transcription transcricao trascrizione transkript transkription transcripcio description",
    "descripcion descrizione descricao beschreibung omschrijving opis comentari query queries request requests",
    "precisions anliegen opmerkingen peticion peticiones detalle freitext nachrichten wiadomosci mensagens",
    "duvidas observacoes observacao observacions observacio peticio pregunta-nos remarques remarque mezua",
    "iruzkina oharrak комментарий сообщение 留言 备注 message 信息 رسالة الرسالة mensaxe boodschap vraag mesaj melding",
    "besked viesti messages msg mensaje mensajes mensagem comment comments comentario comentarios commentaire",
    "commentaires commento commenti kommentar kommentare consulta consultas observaciones observacion",
    "observations question questions pregunta preguntas domanda frage fragen duvida inquiry enquiry remarks",
    "remark bemerkung bemerkungen nachricht mitteilung anfrage anfragetext messaggio messaggi richiesta demande",
    "texte texto testo nota notas notes note anmerkung anmerkungen details detalles dettagli solicitud pedido",
    "body cuerpo corpo corps missatge nachrichtentext content contenido inhalt contenu conteudo contingut",
    "comentaris transcripcion opmerking bericht wiadomosc tresc meddelande",
)
# Words of a message, or of the listing.
DESCRIBES = word_set(
    "description descripcion descrizione descricao beschreibung omschrijving opis",
)
# Verbs that ask for a message: "Tell us what you want", "¿En qué podemos ayudarte?"
TELL = word_set(
    "decidnos contadnos contanos diganos cuentenos explicadnos digame indiquenos tell help cuentanos cuentame",
    "explicanos explicame ayudarte ayudarle ayudar dinos escribenos aider aiutarti",
    "helfen ajudar diga conte raccontaci dites dis hablar talk sonst otherwise anything looking busca buscas",
    "buscando necesitas necesita need needs cherchez recherchez cercando procura suchen expliqueu explica",
)

# Somebody or something other than the person. Their names and addresses are attributes only.
OTHERS = word_set(
    "promotor promotora promoteur bautrager branch sucursal filiale filial succursale zweigstelle notaire",
    "notario notaio notar solicitor lawyer abogado",
    "abogada axente banque aseguradora administrador agent agents agente agentes asesor asesora asesores",
    "comercial broker realtor listing listings property properties inmueble inmuebles propiedad propiedades",
    "vivienda viviendas piso anuncio anuncios office oficina agency agencia agences agence agenzia agentur",
    "inmobiliaria imobiliaria immobiliare makler company companies empresa empresas organization organisation",
    "organizacion business firm firma societe azienda negocio site sites website sitio page pagina seite form",
    "forms formulario formulaire formular modulo campaign campaigns campana campagne campanha kampagne adset",
    "adgroup ad ads source fuente quelle utm referrer referer admin administrator recipient recipients",
    "destinatario empfanger assigned asignado assignee team equipo brand marca file archivo fichero datei product",
    "producto produkt project proyecto projekt promotion promocion development developer builder partner spouse",
    "conyuge friend amigo event evento host organizer organiser street calle rue strasse rua via school colegio",
    "domain dominio account cuenta konto integration workflow zap scenario bot browser device dispositivo",
    "template plantilla server object type tipo category categoria list lista owner author creator manager gestor",
    "captador consultor responsable portal pet mascota child hijo bank banco city ciudad country pais state",
    "provincia referral referred recommended recomendado landlord arrendador casero prensa press atencion soporte",
    "support departamento fax virtual desviada handled headers attended atendido gestionado destino immoble",
    "mandante notify notificar notificacion notification cc bcc copy copia receiver hotline dealer vendor lister",
    "publisher advertiser anunciante did tracking extension forwarded called dialed marcado seller vendedor",
    "posted poster opiekun makelaar comerciais garante guarantor avalista fiador aval garant angariador maklerin",
    "conjoint captadora asociado asociada colaborador empleado employee staff rep representative salesperson",
    "vendedora operator operators operador operadora operadores operatore operateur telefonista recepcionista",
    "receptionist supervisor supervisora delegado delegada tramitador tramitadora mediador mediadora corredor",
    "correduria concesionario concesionarios concessionario concessionaria concessionnaire dealership autohaus",
    "tecnico tasador perito inspector instructor coach salesman sachbearbeiter bearbeiter mitarbeiter betreuer berater",
    "kundenbetreuer kundenberater courtier negociateur gestionnaire conseiller",
    "conseillere consulente consulenti venditore addetto responsabile adviseur medewerker verkoper assessor",
    "assessora gestora consultora atendente corretor corretora franquicia franchise closer hosts staffs assignees",
    "exec executive landlords employer conegut conocido conociste conocio conoces connus",
    "emergency emergencia emergencias notfall notfallkontakt",
    "urgence emergenza recomendo recomienda recommande empfohlen",
    "angerufen angerufene angerufener appele appelee chiamato llamado trucat",
    "anbieter vermittler inserent verwalter hausverwaltung vermieter vermieterin bailleur locatore senhorio landlady",
    "arrendadora autor autora",
    "acompanante acompanantes acompanyant accompagnateur coapplicant cosolicitante cotitular mitbewerber",
    "connaissance kennengelernt conheceu conosciuto hear heard",
)
# Whom a question asks, and who asks it: `our agent`.
YOU = word_set(
    "you te le les os vous sie ti vi la lhe us",
)
SPEAKERS = word_set(
    "our an a un una uno nuestro nuestra nuestros nuestras",
    "notre nos unser unsere unserem unseren ein eine einen nostro",
    "nostra nosso nossa nostre nostres um uma",
)
# What leads to who wrote something: `Message from`, `Nachricht von`.
BY = word_set(
    "de von from by da par por van per",
)
# Containers of a person's own fields, whatever else they are named after: `form_fields`, `listing_inquiry`.
FIELDS = word_set(
    "field fields campo campos data datos response responses submission submissions answers answer values inputs",
    "entry inquiry enquiry respuestas properties",
)

# What a program puts around all that it sends: what is in it may be the person's, unless it is right beside.
WRAPPERS = word_set(
    "event events object objects form forms page data payload server webhook integration workflow body items type",
    "raw request post params",
)

# Those of them that are nothing by themselves.
ENVELOPES = word_set(
    "object objects data payload body items raw request post params",
)

# Of what is not the person, what may hold a person's fields: neither people nor firms, nor what they offer.
THINGS = word_set(
    "form forms formulario formulaire formular modulo page pagina seite site sitio website source fuente quelle list",
    "lista object type tipo category categoria campaign campana campagne campanha kampagne ad ads adset adgroup event",
    "evento integration workflow zap scenario browser device dispositivo handled headers project proyecto projekt",
)

# Facts about a field, and not its content: `lead_id`, `email_opt_in_date`.
FACTS = word_set(
    "id ids uuid guid token hash url link date fecha datum data_criacao timestamp hora status estado score count",
    "valid verified verification language lang idioma timezone currency ip label etiqueta country prefix prefijo",
    "ddi indicatif vorwahl optin opt agree accept acepto acepta aceptacion acceptance consent consentimiento",
    "consentimento gdpr rgpd privacy privacidad newsletter",
)
AND = word_set(
    "and y e et und",
)

# Words that say nothing by themselves.
NEUTRAL = word_set(
    "paterno",
    "querais quieras desees eve evening morning afternoon tardes noche mananas lo potencial potential legal",
    "volledige adreca adres enderezo escribimos escribirte write podemos podriamos",
    "possiamo konnen pouvons podem ti si sie wir welcher unter contacte lhe else special motivo complete inteiro",
    "onde donde where dove wo prefer prefieres preferisci preferez bevorzugt bevorzugte your-s quelli kontakt",
    "facultatif opzionale facoltativo opcio alt geschaftl geschaftlich dienstlich abends tagsuber al رقم number2",
    "vaste vast nummer mezza su tw uw zure nire jouw din ditt your you yours tu tus sus mi mis my me us we our",
    "nos nosotros te le votre vos vous ton ta tes ihr ihre ihren dein deine tuo tua suo sua il la el lo los las",
    "les the a an un una une ein eine der die das den o os as seu teu meu of de del da do dos di du des von fur",
    "for para per pour to en in on im am and y e et und ed or u ou oder is are es ist est what which cual cuales",
    "como how was wie quel quelle qual quale come que can could may does please por favor porfavor bitte prego",
    "svp enter type here escribe introduce indica indique indicanos facilitanos inserisci saisissez required",
    "obligatorio obligatoria requerido optional opcional pflichtfeld obrigatorio obligatoire address addresses",
    "direccion direcciones adresse adressen indirizzo endereco electronica completo completa completos full",
    "vollstandiger voller whole entire complet main principal primary primario personal personale privado private",
    "work trabajo home casa other otro alternate alternativo secondary secundario additional adicional",
    "adicionales additionnel more mas further input text texto textarea field fields campo campos question value",
    "valor q form ff item f c s first_choice contact contacto contato day evening daytime best mejor preferred",
    "preferido own propio propia data datos raw d l ll dir hola yourself usted ustedes i els dels amb vostre",
    "privat privada privato addr mobil indicacion directo",
)
GENERIC = word_set(
    "mmerge merge",
    "field fields input inputs text textarea campo question answer value values q item element col column id",
    "custom short long line single paragraph untitled respuesta valor form ff f c entry data answers step paso",
    "screen block page comp component",
)

# Words that people type into labels most, and mistype.
OFTEN = word_set(
    "email correo telefono telefonos nombre apellido apellidos mensaje mensajes comentario comentarios telephone phone",
    "mobile message surname prenom telefone telemovel sobrenome mensagem cognome telefono cellulare messaggio",
    "vorname nachname telefon nachricht achternaam voornaam telefoon bericht cognoms missatge courriel observaciones",
)
ALL = (
    EMAIL | PHONE | NUMBER | CALL | NAME | FIRST | LAST | PERSON | MESSAGE | TELL | OTHERS | FIELDS | NEUTRAL
    | GENERIC | FACTS
)  # fmt: skip

# What a lead is about; its code, price and place are the listing's.
PROPERTY = word_set(
    "inmueble inmuebles propiedad vivienda piso anuncio property listing home house flat apartment immobile",
    "annuncio imovel bien annonce objekt immobilie expose unit immoble",
)
CODE = word_set(
    "code codigo ref reference referencia id identifier number numero codice riferimento codi",
)
SECOND = word_set(
    "segundo second segon materno deuxieme secondo",
)
FROM = word_set(
    "originator",
    "from remitente caller absender sender mittente expediteur de origen origem origin llamante anrufer appelant",
    "chiamante",
)
# Where something comes from: a person, or a channel.
ORIGIN = word_set(
    "origen origem origin",
)
COMPANY = word_set(
    "razon social empresa company firma societe ragione azienda organization organisation negocio business name",
    "nombre",
)
MIDDLE = word_set(
    "middle segundo second tussenvoegsel",
)
# Words that letters begin with.
GREETINGS = word_set(
    "hola hello hi dear bonjour buenos buenas ola ciao estimado estimada estimados bom boa boas bon bona guten",
    "hallo hey salve gentile egregio cher chere sehr beste geachte prezado prezada caro cara kaixo egun salut",
    "benvolgut apreciado",
)
# Words with capitals that begin or end no name: of listings, of letters, and of what programs write.
NO_NAME = word_set(
    "ref rif cod codigo code id ola ciao hallo hi beste liebe lieber caros prezado prezada prezados exmo exmos",
    "boas bom bon bona boa guten good salve gentili spett cher chere estimats benvolgut benvolguts kaixo egun hey",
    "salut sehr geachte alquiler venta visita visitas informacion info local garaje avenida urbanizacion",
    "residencial apartamento chalet terreno parcela atico duplex estudio nave finca masia apartment house flat",
    "villa road avenue rent rental sale viewing valuation wohnung haus maison appartement studio location vente",
    "visite immeuble appartamento affitto vendita moradia aluguer arrendamento saludos saludo cordiales",
    "atentamente gracias muchas regards best kind many thanks thank dear hello cordialement bien merci bonjour",
    "mit freundlichen grussen grusse viele distinti saluti cordiali grazie melhores cumprimentos obrigado",
    "obrigada enviado sent iphone android ipad outlook buenos buenas dias tardes noches hola nuevo nueva new neue",
    "nouveau nouvelle nuovo nuova novo nova interesado interesada solicitud peticion aviso notificacion",
    "notification alert alerta oferta ofertas ver responder reply view abrir open click haz estimado estimada",
    "senor senora geehrte herr frau monsieur madame gentile egregio caro cara inmobiliaria inmuebles propiedades",
    "properties homes realty estate real fincas grupo group servicios gestion asesores consulting precio",
    "referencia telefono correo mensaje llamada perdida missed voicemail buzon lunes martes miercoles jueves",
    "viernes sabado domingo monday tuesday wednesday thursday friday saturday sunday enero febrero marzo abril",
    "mayo junio julio agosto septiembre octubre noviembre diciembre january february march april june july august",
    "september october november december no si yes undefined null test prueba demo espana spain madrid barcelona",
    "valencia sevilla malaga google calendar facebook instagram whatsapp microsoft teams zoom linkedin idealista",
    "cif nif nie dni vat siret fotocasa pisos habitaclia guest visitor",
)
# Parts of a call that are the team's: who answered, and the number that was called.
CALLED = word_set(
    "user users number line ivr queue cola linea numero agente agent callee called",
)
# Of those, who works for the team or the portal, or how they are reached.
TEAM = word_set(
    "angariador axente betreuer berater responsabile agent agente agentes asesor asesora comercial broker realtor",
    "office oficina agency agencia agence agenzia inmobiliaria gestor gestora captador captadora responsable",
    "manager asignado assigned assignee atendido soporte support atencion hotline makler makelaar opiekun",
    "consultor consultora departamento staff empleado vendedor anunciante operator operador operadora mediador",
    "mediadora corredor correduria concesionario concessionario concessionaria concessionnaire dealer dealership",
    "autohaus exec executive tramitador tramitadora sachbearbeiter kundenbetreuer",
    "kundenberater conseiller conseillere",
    "consulente venditore adviseur verkoper courtier negociateur corretor corretora assessor assessora employee",
)
# Of those, whom a property belongs to, and who answers for somebody.
OWNERS = word_set(
    "owner propietario propietaria proprietario proprietaria eigentumer proprietaire landlord casero arrendador",
    "garante guarantor avalista fiador garant aval conyuge spouse referrer",
)
# Words of sentences that follow a name, or stand where one might: then it is none.
SENTENCE = word_set(
    "nous noi nosotros nosotras nosaltres io lui elle ils",
    "elles sie er es wir vi nos eles claro vale ok pues bueno buen te mein dein yo ella ellos wer was wie quien",
    "quienes cual cuando pourquoi chi cosa come che i'm we they she he y e and und et en de que a al por para con",
    "sin desde soy estoy esta este tengo busco quiero quisiera queria llamo llamaba llamando escribo vivo trabajo",
    "necesito ha hemos me mi mis su sus tu le les os se lo muy mas ya no si sobre ante bajo hasta pero porque",
    "como donde interesado interesada interesados propietario propietaria dueno cliente vecino vecina madre padre",
    "hijo hija autonomo funcionario jubilado alergico nuevo nueva gracias hola buenas buenos in at from for with",
    "on to i im am is are will would my our calling call interested looking writing trying hoping planning based",
    "the an your you please about regarding just not very so currently also here moving relocating happy sorry",
    "afraid available free sure going still thinking wondering je suis vous pour dans avec depuis cherche",
    "recherche interesse interessee appelle joignable ou mon ma mes un une la l del della di da per vorrei cerco",
    "chiamo sono interessato interessata scrivo una uno il gli ich bin auf mit aus interessiere interessiert",
    "suche suchen der die das ein eine zu ihr ihre meine estou procuro gostaria do moro sou um uma interessada as",
    "voldria estic interessat el van wij ik zoek zoeken geinteresseerd op het een naiz eta jag och ar ir nao",
    "muito jo voldriem casado casada arquitecto estudiante profesor profesora medico enfermera thanks thank",
    "regards bye hello hi sir madam inmobiliaria agente agencia comercial llamad llamadme llamame asi todo eso",
    "igual mayor otra otro posible vendiendo buscando mirando pensando preguntando interessati disponible",
    "disponibles",
)
