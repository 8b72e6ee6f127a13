import { useLingui } from '@lingui/react/macro'
import { useBlocker } from '@tanstack/react-router'

/** Asks before what was written and not saved is left behind; who leaves after saving navigates with `ignoreBlocker`. */
export function useUnsavedChanges(unsaved: boolean) {
  const { t } = useLingui()
  useBlocker({
    shouldBlockFn: () => unsaved && !window.confirm(t`Leave without saving what you changed?`),
    enableBeforeUnload: () => unsaved,
  })
}
