import { createElement, type ReactElement, type SVGProps } from 'react'

export interface IconProps extends Omit<SVGProps<SVGSVGElement>, 'stroke'> {
  size?: number
  /** How wide its lines are. */
  stroke?: number
}

/** Whatever draws an icon. */
export type Icon = (props: IconProps) => ReactElement

const LINES = { fill: 'none', stroke: 'currentColor', strokeLinecap: 'round', strokeLinejoin: 'round' } as const

/** An icon of lines, by its paths. */
export function lines(...paths: string[]): Icon {
  return ({ stroke = 2, ...rest }) => drawn(paths, { ...LINES, strokeWidth: stroke, ...rest })
}

/** An icon of filled shapes, by its paths. */
export function filled(...paths: string[]): Icon {
  return (props) => drawn(paths, { fill: 'currentColor', ...props, stroke: 'none' })
}

function drawn(paths: string[], { size = 24, ...rest }: Omit<IconProps, 'stroke'> & { stroke?: string }) {
  const place = { xmlns: 'http://www.w3.org/2000/svg', width: size, height: size, viewBox: '0 0 24 24' }
  const shapes = paths.map((path) => createElement('path', { key: path, d: path }))
  return createElement('svg', { ...place, ...rest }, ...shapes)
}
