import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react'

const Dialog = lazy(async () => ({ default: (await import('./ConfirmDialog')).ConfirmDialog }))

export interface Question {
  title: string
  /** What follows from it. */
  about: ReactNode
  /** The verb on the button. */
  verb: string
  /** Whether it takes something away. */
  danger?: boolean
  onYes: () => void
}

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
