import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react'
import type { Question } from './ConfirmDialog'

const Dialog = lazy(async () => ({ default: (await import('./ConfirmDialog')).ConfirmDialog }))

const Asking = createContext<(question: Question) => void>(() => undefined)

/** Ask before something that cannot be undone cheaply. */
export function useConfirm(): (question: Question) => void {
  return useContext(Asking)
}

/** Where questions are asked; what shows them is loaded with the first. */
export function Questions({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null)
  return (
    <Asking.Provider value={setQuestion}>
      {children}
      {question && (
        <Suspense>
          <Dialog question={question} onClose={() => setQuestion(null)} />
        </Suspense>
      )}
    </Asking.Provider>
  )
}
