import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { IconCheck, IconPointFilled } from '@/ui/icons'

const drawn = (icon: React.ReactNode) => render(icon).container.firstElementChild

test('an icon of lines has the size, the width of lines and the name that it was given', () => {
  const icon = drawn(<IconCheck size={16} stroke={1.6} role="img" aria-label="Done" />)
  expect(icon).toHaveAccessibleName('Done')
  expect(icon?.getAttributeNames().map((name) => `${name}=${icon.getAttribute(name)}`)).toEqual(
    expect.arrayContaining(['width=16', 'height=16', 'stroke-width=1.6', 'stroke=currentColor', 'fill=none']),
  )
  expect(icon?.querySelectorAll('path')).toHaveLength(1)
})

test('an icon of filled shapes has no lines', () => {
  const icon = drawn(<IconPointFilled aria-hidden />)
  expect(icon).toHaveAttribute('fill', 'currentColor')
  expect(icon).toHaveAttribute('stroke', 'none')
  expect(icon).toHaveAttribute('width', '24')
})
