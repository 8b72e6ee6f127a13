import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useConsole } from '@/api/context'
import { commentsQuery, messagesQuery, timelineQuery, traceQuery } from '@/api/queries/leads'
import type { LeadShown } from '../useLead'
import { type Entry, isCut, knownFrom, mergeStream } from './entries'

const NONE: never[] = []

export interface Stream {
  /** All that is known without gaps, oldest first; nothing before it is read. */
  entries: Entry[] | undefined
  error: unknown
  refetch: () => unknown
  /** Whether older entries can be read. */
  hasEarlier: boolean
  isLoadingEarlier: boolean
  loadEarlier: () => void
}

/** Read what happened to a lead, was said and was done. */
export function useStream(lead: LeadShown): Stream {
  const { api } = useConsole()
  const timeline = useQuery(timelineQuery(api, lead.lead_id))
  const trace = useQuery(traceQuery(api, lead.lead_id))
  // The timeline holds them too, but not who may finish a comment's task, nor what is older than its newest.
  const comments = useInfiniteQuery({ ...commentsQuery(api, lead.lead_id), enabled: lead.may.includes('comment') })
  const cut = timeline.data !== undefined && isCut(timeline.data.items)
  const messages = useInfiniteQuery({ ...messagesQuery(api, lead.lead_id), enabled: cut })
  const lists = [messages, comments]
  const entries = useMemo(() => {
    if (!timeline.data) return undefined
    const items = timeline.data.items
    const all = mergeStream({
      lead,
      timeline: items,
      decisions: trace.data?.items ?? NONE,
      messages: messages.data ?? NONE,
      comments: comments.data ?? NONE,
    })
    const from = knownFrom(items, [
      { items: messages.data ?? NONE, more: cut && (messages.isPending || messages.hasNextPage) },
      { items: comments.data ?? NONE, more: comments.hasNextPage },
    ])
    return from ? all.filter((one) => Date.parse(one.at) >= Date.parse(from)) : all
  }, [
    lead,
    cut,
    timeline.data,
    trace.data,
    messages.data,
    messages.isPending,
    messages.hasNextPage,
    comments.data,
    comments.hasNextPage,
  ])
  return {
    entries,
    error: timeline.error,
    refetch: () => timeline.refetch(),
    hasEarlier: cut && lists.some((one) => one.hasNextPage),
    isLoadingEarlier: lists.some((one) => one.isFetchingNextPage),
    loadEarlier: () => lists.filter((one) => one.hasNextPage).forEach((one) => void one.fetchNextPage()),
  }
}
