const UNITS: [string, number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
]

/** How long something took, in its two largest units: `48 s`, `3 min 20 s`, `2 h 5 min`, `4 d 3 h`. Both languages write it so. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const first = UNITS.findIndex(([, size]) => whole >= size)
  if (first === -1) return '0 s'
  const [[unit, size], second] = [UNITS[first] as [string, number], UNITS[first + 1]]
  const most = `${Math.floor(whole / size)} ${unit}`
  const rest = second ? Math.floor((whole % size) / second[1]) : 0
  return second && rest > 0 ? `${most} ${rest} ${second[0]}` : most
}

/** How long ago an instant is, in words; at least 0. */
export function lasting(since: string, now: number): string {
  return duration((now - new Date(since).getTime()) / 1000)
}
