import type { Shapes } from '@/api/client'
import type { Member } from '../useAgents'

/** The values of a member's profile form. */
export interface ProfileValues {
  first_name: string
  last_name: string
  phone: string
  time_zone: string | null
  role: Member['role']
  languages: string[]
  hours: Shapes['Window'][]
  sees: 'own' | 'team' | ''
  pause_after_missed: number | string
  may_hand_over: boolean
}

export function profileOf(member: Member): ProfileValues {
  return {
    first_name: member.first_name,
    last_name: member.last_name,
    phone: member.phone ?? '',
    time_zone: member.time_zone ?? null,
    role: member.role,
    languages: [...member.languages],
    hours: member.hours,
    sees: member.sees ?? '',
    pause_after_missed: member.pause_after_missed ?? '',
    may_hand_over: member.may_hand_over,
  }
}

/** Return the patch for the API: empty fields are reset, and windows without a day are left out. */
export function patchOf(form: ProfileValues): Shapes['MemberPatch'] {
  return {
    first_name: form.first_name.trim(),
    last_name: form.last_name.trim(),
    phone: form.phone.trim() || null,
    time_zone: form.time_zone,
    role: form.role,
    languages: form.languages as Member['languages'],
    hours: form.hours.filter((window) => window.days.length > 0),
    sees: form.sees || null,
    pause_after_missed: Number(form.pause_after_missed) || null,
    may_hand_over: form.may_hand_over,
  }
}
