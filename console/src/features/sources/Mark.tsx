import { Box } from '@mantine/core'
import { IconCode, IconFileTypeXml, IconForms, IconKey, IconMail, IconPencil, type Icon } from '@/ui/icons'
import './mark.css'

/** Letters for whoever has a name of their own, signs for the rest: no picture of anybody's. */
const MARKS: Record<string, string | Icon> = {
  form: IconForms,
  whatsapp: 'W',
  typeform: 'Tf',
  automation: 'Z·M',
  meta: 'Fb',
  google: 'G',
  realtor: 'R',
  email: IconMail,
  adf: IconFileTypeXml,
  manual: IconPencil,
  api_key: IconKey,
  standard: IconCode,
}

/** The mark of a way by which leads come in: a plain tile. What it stands for is said beside it. */
export function Mark({ of }: { of: string }) {
  const Sign = MARKS[of] ?? IconCode
  return (
    <Box className="source-mark" aria-hidden>
      {typeof Sign === 'string' ? Sign : <Sign size={18} stroke={1.6} />}
    </Box>
  )
}
