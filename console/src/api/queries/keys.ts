import type { QueryKey } from '@tanstack/react-query'

/** The first part of every query key, one for each kind of data. */
export const KEYS = {
  audit: ['audit'],
  changes: ['changes'],
  config: ['config'],
  dashboard: ['dashboard'],
  directory: ['directory'],
  imports: ['imports'],
  leads: ['leads'],
  me: ['me'],
  members: ['members'],
  notifications: ['notifications'],
  offers: ['offers'],
  outbound: ['outbound'],
  photos: ['photos'],
  plan: ['plan'],
  privacy: ['privacy'],
  push: ['push'],
  report: ['report'],
  routes: ['routes'],
  samples: ['samples'],
  settings: ['settings'],
  signIns: ['sign-ins'],
  sources: ['sources'],
  tasks: ['tasks'],
  toRead: ['to-read'],
  views: ['views'],
  templates: ['templates'],
} as const satisfies Record<string, QueryKey>

/** The data that a change of something makes stale: what a mutation invalidates. */
export const TOUCHED = {
  /** A lead's state or owner: the figures and the owners' limits follow from them. */
  lead: [KEYS.leads, KEYS.offers, KEYS.tasks, KEYS.me, KEYS.dashboard, KEYS.report, KEYS.audit],
  /** A lead's contact or attributes. */
  contact: [KEYS.leads, KEYS.offers, KEYS.tasks, KEYS.dashboard],
  /** What was said with a lead, or done to reach them. */
  conversation: [KEYS.leads, KEYS.dashboard, KEYS.report],
  comments: [KEYS.leads, KEYS.tasks],
  tasks: [KEYS.leads, KEYS.tasks],
  /** A member: their name, role, hours, limits or pauses, and so who may receive leads. */
  member: [KEYS.members, KEYS.me, KEYS.directory, KEYS.dashboard, KEYS.report, KEYS.plan, KEYS.audit],
  /** A member who leaves takes their leads and seats along. */
  removal: [
    KEYS.members,
    KEYS.directory,
    KEYS.leads,
    KEYS.dashboard,
    KEYS.report,
    KEYS.routes,
    KEYS.sources,
    KEYS.plan,
    KEYS.audit,
  ],
  /** A route: a source that no route names may be archived. */
  route: [
    KEYS.routes,
    KEYS.sources,
    KEYS.plan,
    KEYS.directory,
    KEYS.me,
    KEYS.members,
    KEYS.dashboard,
    KEYS.report,
    KEYS.audit,
  ],
  source: [KEYS.sources, KEYS.plan, KEYS.directory, KEYS.report, KEYS.audit],
  /** A delivery that is read again: it may make a lead, or correct one. */
  delivery: [KEYS.sources, KEYS.leads, KEYS.offers, KEYS.tasks, KEYS.dashboard],
  /** The team's settings decide what everybody sees, and by which clocks. */
  settings: [KEYS.settings, KEYS.me, KEYS.leads, KEYS.plan, KEYS.routes, KEYS.privacy, KEYS.audit],
  /** A person whose leads are erased: with them go offers, tasks and what the figures show of them now. */
  erasure: [KEYS.privacy, KEYS.leads, KEYS.offers, KEYS.tasks, KEYS.dashboard, KEYS.audit],
  outbound: [KEYS.outbound, KEYS.audit],
  samples: [KEYS.samples, KEYS.leads],
  templates: [KEYS.templates, KEYS.audit],
} as const satisfies Record<string, readonly QueryKey[]>
