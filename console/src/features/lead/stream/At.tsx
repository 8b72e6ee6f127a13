import { when } from '@/lib/locale'

/** The time of day of an entry; the day stands above its entries. */
export function At({ at, zone }: { at: string; zone: string }) {
  return (
    <time dateTime={at} title={when(at, zone)} className="tabular">
      {when(at, zone, 'time')}
    </time>
  )
}
