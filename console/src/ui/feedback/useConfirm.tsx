import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react'
import type { Question } from './ConfirmDialog'

const Dialog = lazy(async () => ({ default: (await import('./ConfirmDialog')).ConfirmDialog }))

const Asking = createContext<(question: Question) => void>(() => undefined)

/** Return how to ask for confirmation. */
export function useConfirm(): (question: Question) => void {
  return useContext(Asking)
}

/** Provides `useConfirm`; the dialog is loaded with the first question. */
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
