import { useSearchParams } from './useSearchParams'

/** A dialog of a screen that its address opens too, by `?new=yes`; as `useDisclosure`. */
export function useDialog(): [boolean, { open: () => void; close: () => void }] {
  const [{ new: asked }, change] = useSearchParams<{ new?: string | undefined }>()
  return [asked === 'yes', { open: () => change({ new: 'yes' }), close: () => change({ new: undefined }) }]
}
