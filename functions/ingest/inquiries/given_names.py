"""First names that are common in the product's languages and seldom surnames, to tell which end of a name is which."""

from __future__ import annotations

from functions.ingest.inquiries.word_set import word_set

GIVEN_NAMES = word_set(
    # Spanish, Catalan, Galician and Basque
    "rosa maria carmen ana isabel laura cristina marta dolores lucia elena pilar paula raquel sara sofia",
    "mercedes beatriz",
    "francisca rosario irene juana patricia silvia julia andrea teresa angela encarnacion monica nuria montserrat",
    "sonia concepcion alicia margarita josefa susana miriam yolanda amparo eva inmaculada esther natalia consuelo",
    "noelia veronica carolina rocio nieves ines lorena alejandra daniela begona catalina luisa marina soledad ainhoa",
    "fatima olga aurora celia vanesa lidia clara remedios emilia eugenia gloria purificacion milagros tamara ariadna",
    "itziar nerea maite leire ane amaia edurne arantxa montse merce nuria laia berta antonia manuela carla valentina",
    "jimena gabriela ximena guadalupe lourdes graciela antonio manuel jose francisco david juan javier daniel carlos",
    "jesus alejandro miguel rafael pablo angel sergio fernando luis jorge alberto alvaro diego adrian raul enrique",
    "ivan ruben ramon oscar andres joaquin eduardo victor mario roberto jaime ignacio salvador ricardo emilio hugo",
    "julio julian guillermo gabriel felipe cristobal gonzalo mariano alfredo agustin mohamed ismael sebastian hector",
    "samuel lucas isaac jordi xavier marc pau joan josep oriol iker aitor unai mikel jon andoni inaki gorka xabier",
    "rodrigo esteban nicolas ernesto gerardo arturo lorenzo eusebio anselmo celestino patricio fermin",
    # English
    "james john robert michael william richard thomas christopher daniel matthew anthony steven andrew kenneth kevin",
    "brian edward ronald timothy jason jeffrey gary stephen jonathan benjamin gregory raymond patrick peter mary",
    "jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret betty sandra ashley kimberly emily",
    "donna michelle carol amanda melissa deborah stephanie rebecca sharon cynthia kathleen amy helen anna",
    "brenda pamela",
    "emma nicole christine olivia sophie charlotte hannah chloe fiona siobhan claire gemma oliver harry jack",
    "liam nigel",
    # Portuguese
    "joao antonio manuel carlos pedro paulo luis tiago rui nuno goncalo bruno ricardo filipe vasco duarte joana ines",
    "catarina mariana filipa leonor matilde beatriz rita carolina madalena fernanda adriana camila leticia",
    "bruna thiago",
    "guilherme caio vinicius renata juliana larissa",
    # French
    "jean pierre michel andre philippe rene louis alain jacques marcel francois christophe nicolas sebastien julien",
    "stephane thierry laurent frederic olivier eric pascal didier yann yves benoit guillaume thibault mathieu antoine",
    "marie nathalie isabelle catherine monique sylvie francoise jacqueline martine christiane nicole valerie veronique",
    "sandrine stephanie celine aurelie camille manon lea elodie emilie virginie brigitte chantal helene sophie",
    "amandine ludivine maelle gwenaelle marion clemence justine pauline margaux mathilde noemie oceane solene anais",
    "adele louise jeanne germaine odette yvette josiane sabrina magali cecile fabrice cedric damien gregory jerome",
    "romain quentin florian kevin loic gael maxime thibaud baptiste corentin bastien gerard bernard guy rene lucien",
    # Italian
    "giuseppe giovanni antonio mario luigi francesco angelo vincenzo pietro salvatore franco domenico giuliano",
    "alessandro",
    "matteo luca marco andrea stefano davide simone federico lorenzo riccardo gabriele filippo giorgio giulia chiara",
    "francesca federica sara martina valentina alessia silvia elisa ilaria anna maria giovanna rosaria lucia paola",
    "laura giuseppina antonella elena roberta simona giorgia beatrice ermenegilda donatella",
    "immacolata carmela concetta assunta rita teresa caterina daniela patrizia cinzia tiziana barbara monica nicola",
    "raffaele gennaro ciro pasquale domenico massimo maurizio fabio claudio sergio bruno gianluca gianni emanuele",
    # German
    "peter wolfgang michael werner klaus thomas manfred helmut jurgen heinz gerhard andreas hans josef gunter dieter",
    "horst walter frank bernd karl stefan uwe rainer ralf matthias joachim jorg markus sabine susanne petra monika",
    "ursula renate helga karin brigitte ingrid erika andrea gisela claudia birgit heike christa katrin anja nicole",
    "stefanie katharina hannelore jutta ulrike silke martina kerstin",
)
