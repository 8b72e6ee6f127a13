import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'

/** Why a file could not be imported. */
export const FAILURE_REASONS: Record<string, MessageDescriptor> = {
  upload_missing: msg`The file is not there any more. Choose it again.`,
  upload_changed: msg`Another file was uploaded in its place after the start. Choose it once more.`,
  too_large: msg`The file is larger than 20 MB. Split it.`,
  too_many_rows: msg`The file has more than 10,000 rows. Split it.`,
  not_csv: msg`This cannot be read as CSV: a quote never closes, or there are more than 100 columns.`,
  no_header: msg`No column tells who somebody is: choose a name, an e-mail or a phone.`,
  no_rows: msg`There is nothing below the heading.`,
  column_unknown: msg`A chosen column is not in the file.`,
  column_twice: msg`Two columns hold the same. Only e-mails and phones may be several.`,
}
