"""Surnames that are common in the product's languages and seldom first names, to tell which end of a name is which."""

from __future__ import annotations

from functions.ingest.inquiries.word_set import word_set

SURNAMES = word_set(
    # Spanish, Catalan, Galician and Basque
    "garcia rodriguez gonzalez fernandez lopez martinez sanchez perez gomez martin jimenez ruiz hernandez diaz moreno",
    "munoz alvarez romero alonso gutierrez navarro torres dominguez vazquez ramos gil ramirez serrano molina morales",
    "suarez ortega delgado castro ortiz rubio marin sanz nunez iglesias medina garrido cortes castillo santos lozano",
    "guerrero cano prieto mendez cruz calvo gallego vidal leon marquez herrera pena flores cabrera campos vega fuentes",
    "carrasco diez caballero reyes nieto aguilar pascual herrero santana hidalgo montero gimenez ferrer duran ibanez",
    "mora arias vargas carmona crespo roman pastor soto saez velasco soler moya esteve parra bravo gallardo rojas",
    "puig serra roca vila pons bosch ferrer riera costa sala font rovira mas camps casas planas vilar",
    "etxeberria agirre garmendia zubizarreta mendoza valdes quintero rincon pineda zapata salazar cardenas",
    # Italian
    "rossi russo ferrari esposito bianchi colombo ricci marino greco gallo conti deluca mancini giordano rizzo",
    "lombardi moretti barbieri fontana santoro mariani rinaldi caruso ferrara galli martini leone longo gentile",
    "martinelli vitale lombardo serra coppola desantis marchetti parisi villa conte ferraro fabbri gatti pellegrini",
    "palumbo sanna farina rizzi cattaneo morelli amato",
    "silvestri mazza testa grassi pellegrino carbone giuliani benedetti",
    # French
    "dubois durand leroy moreau laurent lefebvre garnier faure rousseau fournier mercier dupont lambert bonnet",
    "fontaine roux vincent muller lefevre boyer chevalier gauthier",
    "perrin morin dumont lopez giraud masson marchand dufour",
    "blanchard riviere brunet meunier noel lemaire picard",
    "leclerc barbier lecomte renard gaillard roche vasseur poirier",
    "petit girard fabre guerin roussel morel besson pelletier charpentier",
    # German
    "muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schafer koch bauer richter klein",
    "schroder neumann schwarz zimmermann braun kruger hofmann hartmann lange schmitt krause meier lehmann schmid",
    "schulze maier kohler herrmann walter konig mayer huber kaiser fuchs lang scholz moller weiss jung hahn vogel",
    "friedrich keller gunther berger winkler roth lorenz baumann schuster kraus bohm vogt graf brandt sauer seidel",
    "mueller schroeder koehler boehm",
    # Portuguese
    "silva santos ferreira pereira oliveira costa rodrigues",
    "martins sousa souza fernandes goncalves gomes lopes marques",
    "alves almeida ribeiro pinto carvalho teixeira moreira correia mendes nunes soares vieira monteiro cardoso rocha",
    "neves coelho cruz cunha pires ramos reis simoes antunes matos fonseca machado araujo barbosa tavares lourenco",
    "lima freitas azevedo melo barros batista moura nascimento",
    # English
    "smith jones taylor brown williams wilson johnson davies robinson wright thompson evans walker white roberts green",
    "hall wood jackson clarke clark hughes hill moore cooper turner ward morris watson harrison baker young",
    "phillips parker bennett murphy kelly oconnor obrien byrne ryan walsh sullivan",
) - word_set("martin laurent vincent walter kelly ryan jackson taylor leone noel moreau lorenz cruz villa parker")
