import { useLingui } from '@lingui/react/macro'
import { useMe } from '@/api/context'
import { Badge, Group } from '@mantine/core'
import { money } from '@/lib/locale'

/** What is known of what the person is looking for: intent, kind, place, price. */
export function LeadFacts({ attributes }: { attributes: Record<string, unknown> }) {
  const { t } = useLingui()
  const intents: Record<string, string> = { buy: t`Buy`, sell: t`Sell`, rent: t`Rent`, let: t`Let` }
  const currency = useMe().data?.team.currency
  const text = (name: string) => (typeof attributes[name] === 'string' ? (attributes[name] as string) : null)
  const facts = [
    intents[text('intent') ?? ''] ?? text('intent'),
    text('property_type'),
    text('place') ?? text('postcode'),
    price(attributes.price_min, attributes.price_max, currency),
  ].filter((fact): fact is string => Boolean(fact))
  return (
    <Group gap={6}>
      {facts.map((fact) => (
        <Badge key={fact} variant="default" tt="none" fw={500} size="lg" radius="sm">
          {fact}
        </Badge>
      ))}
    </Group>
  )
}

function price(least: unknown, most: unknown, currency: string | undefined): string | null {
  const [from, to] = [Number(least), Number(most)]
  if (from && to && from !== to) return `${money(from, currency)} – ${money(to, currency)}`
  return from || to ? money(to || from, currency) : null
}
