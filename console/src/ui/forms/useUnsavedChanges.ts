import { useLingui } from '@lingui/react/macro'
import { useBlocker } from '@tanstack/react-router'

/** Ask before leaving with unsaved changes; after saving, navigate with `ignoreBlocker`. */
export function useUnsavedChanges(unsaved: boolean) {
  const { t } = useLingui()
  useBlocker({
    shouldBlockFn: () => unsaved && !window.confirm(t`Leave without saving what you changed?`),
    enableBeforeUnload: () => unsaved,
  })
}
