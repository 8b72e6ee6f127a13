import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'

/** What a column may hold. `other` is kept with the lead under the column's own name. */
export const HOLDS = {
  first_name: msg`First name`,
  last_name: msg`Last name`,
  full_name: msg`Whole name`,
  email: msg`E-mail`,
  phone: msg`Phone`,
  message: msg`Message`,
  intent: msg`Intent (buy, sell, rent, let)`,
  property_type: msg`Property type`,
  place: msg`Place`,
  postcode: msg`Postcode`,
  price_min: msg`Price from`,
  price_max: msg`Price up to`,
  listing_id: msg`Listing's reference`,
  listing_url: msg`Listing's address`,
  language: msg`Language`,
  other: msg`Something else (kept with the lead)`,
}

export type Holds = keyof typeof HOLDS

const PERSON: readonly Holds[] = ['first_name', 'last_name', 'full_name', 'email', 'phone', 'message']
const SEVERAL: readonly Holds[] = ['email', 'phone', 'other']
const MOST_ADDRESSES = 10

/** Usual column names in Spanish and English, normalised. */
const CALLED: [Holds, RegExp][] = [
  ['first_name', /^(first name|firstname|given name|nombre de pila|primer nombre)$/],
  ['last_name', /^(last name|lastname|surname|family name|apellidos?)$/],
  [
    'full_name',
    /^((full |your |contact |client |customer )?name|fullname|nombre( completo| y apellidos|( de| del) (contacto|cliente|interesado))?)$/,
  ],
  [
    'email',
    /^((work |contact )?e ?mail( address)?|mail|correo( electronico| de contacto)?|(e ?mail|correo)( de| del) (contacto|cliente|interesado)|direccion de (correo( electronico)?|email))( \d)?$/,
  ],
  [
    'phone',
    /^((work |contact |mobile |home |cell )?(phone|telephone|number)( number)?|mobile|cell|tel|tlf|telf|tfno|telefono( movil|( de| del) (contacto|cliente|interesado))?|movil|celular|whats ?app)( \d)?$/,
  ],
  [
    'message',
    /^((your )?message|(additional )?comments?|(su |tu )?mensaje|comentarios?|consulta|observaciones|enquiry|inquiry|notes?|notas?)$/,
  ],
  [
    'intent',
    /^(intent|intencion|operacion|tipo de operacion|operation|transaction( type)?|interesado en|interested in|looking to)$/,
  ],
  ['property_type', /^(property ?type|type of property|tipo (de )?(inmueble|propiedad|vivienda)|tipologia)$/],
  [
    'place',
    /^(place|zona|ubicacion|poblacion|localidad|ciudad|municipio|barrio|city|town|location|area|neighbou?rhood)$/,
  ],
  ['postcode', /^(postcode|post code|postal ?code|codigo postal|cod postal|cp|c p|zip( code)?)$/],
  ['price_min', /^(price min|min(imum)? price|price from|presupuesto minimo|precio (minimo|desde))$/],
  [
    'price_max',
    /^(price max|(max(imum)? )?budget|max(imum)? price|price up to|presupuesto( maximo)?|precio (maximo|hasta))$/,
  ],
  [
    'listing_id',
    /^(listing id|listing reference|property (id|ref|reference|code)|reference( number)?|ref|referencia( del? (inmueble|anuncio))?|mls( id| number)?)$/,
  ],
  ['listing_url', /^(url|link|enlace( al anuncio)?|listing (url|link)|property (url|link))$/],
  ['language', /^(language|idioma)$/],
]

/** Guess each column's content by its name; single-valued content goes to the first match. */
export function guess(header: string[]): Holds[] {
  const found = header.map((name) => CALLED.find(([, called]) => called.test(plain(name)))?.[0] ?? 'other')
  const apart = found.includes('last_name') && !found.includes('first_name')
  const meant = found.map((one) => (apart && one === 'full_name' ? 'first_name' : one))
  return meant.map((one, at) => (SEVERAL.includes(one) || meant.indexOf(one) === at ? one : 'other'))
}

function plain(name: string): string {
  const bare = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
  return bare
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** Return what is wrong with the chosen columns, or null. */
export function wrongWith(holds: Holds[]): 'nobody' | 'twice' | 'many' | null {
  if (!holds.some((one) => PERSON.includes(one))) return 'nobody'
  if (holds.some((one, at) => !SEVERAL.includes(one) && holds.indexOf(one) !== at)) return 'twice'
  const many = (kind: Holds) => holds.filter((one) => one === kind).length > MOST_ADDRESSES
  return many('email') || many('phone') ? 'many' : null
}

/** Return the mapping for the API, by column number. */
export function mappingOf(holds: Holds[]): Shapes['ColumnMapping'] {
  const at = (kind: Holds) => holds.flatMap((one, number) => (one === kind ? [number] : []))
  const one = (kind: 'first_name' | 'last_name' | 'full_name' | 'message') =>
    at(kind)[0] === undefined ? {} : { [kind]: at(kind)[0] }
  const several = (kind: 'email' | 'phone') => (at(kind).length > 0 ? { [kind]: at(kind) } : {})
  const known = holds.flatMap((kind, number) =>
    PERSON.includes(kind) || kind === 'other' ? [] : [[kind, number] as const],
  )
  return {
    ...one('first_name'),
    ...one('last_name'),
    ...one('full_name'),
    ...one('message'),
    ...several('email'),
    ...several('phone'),
    attributes: Object.fromEntries(known),
  }
}
