import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'

/** Why a file could not be imported. */
export const WHY_FAILED: Record<string, MessageDescriptor> = {
  upload_missing: msg`The file is not there any more. Choose it once more.`,
  upload_changed: msg`Another file was uploaded in its place after the start. Choose it once more.`,
  too_large: msg`The file is larger than 20 MB. Take it apart.`,
  too_many_rows: msg`The file has more than 10,000 rows. Take it apart.`,
  not_csv: msg`This cannot be read as CSV: a quote never closes, or there are more than 100 columns.`,
  no_header: msg`No column tells who somebody is: choose a name, an e-mail or a phone.`,
  no_rows: msg`There is nothing below the heading.`,
  column_unknown: msg`A chosen column is not in the file.`,
  column_twice: msg`Two columns hold the same. Only e-mails and phones may be several.`,
}

/** What is wrong with a row. What has no words of its own is told in the API's English. */
const WRONG: [RegExp, MessageDescriptor][] = [
  [/no e-mail address/, msg`This is no e-mail address.`],
  [/more cells than/, msg`The row has more cells than the heading.`],
  [/bytes of attributes/, msg`There is too much else in this row.`],
  [/at most \d+ characters/, msg`This is too long.`],
  [/at most \d+ of them/, msg`These are too many.`],
  [/name|address|somebody|nobody|empty/i, msg`Nobody is in this row: a name, an e-mail or a phone is needed.`],
]

export function wrongWithRow(told: string): MessageDescriptor | string {
  return WRONG.find(([pattern]) => pattern.test(told))?.[1] ?? told
}
