import { useState } from 'react'

/**
 * Show a value as just chosen until the mutation that stores it has ended, then as stored.
 *
 * A mutation tells its state a moment late: until then a checkbox would jump back.
 */
export function useChosen<T>(stored: T) {
  const [chosen, setChosen] = useState<{ value: T } | null>(null)
  return {
    value: chosen ? chosen.value : stored,
    choose: (value: T) => setChosen({ value }),
    forget: () => setChosen(null),
  }
}
