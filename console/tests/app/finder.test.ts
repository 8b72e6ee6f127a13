import { describe, expect, it } from 'vitest'
import { isTyped, isWithin, wordsOf } from '@/app/finder/match'

describe('what is typed in the finder', () => {
  it.each([
    ['pausar a ana', 'Pausar a Ana Beltrán pause pausar'],
    ['pause ana', 'Pausar a Ana Beltrán pause pausar'],
    ['ana paus', 'Pausar a Ana Beltrán pause pausar'],
    ['BELTRAN', 'Ana Beltrán'],
    ['beltrán', 'Ana Beltran'],
    ['nuevo p', 'Nuevo prospecto'],
    ['a', 'Ana'],
    ['noche', 'Ruta de noche'],
  ])('%s finds “%s”', (typed, text) => {
    expect(isTyped(typed, text)).toBe(true)
  })

  it.each([
    ['mar', 'Por reclamar'],
    ['pausar a bruno', 'Pausar a Ana Beltrán'],
    ['', 'Ana'],
    ['!!', 'Ana'],
    ['ana beltran gil', 'Ana Beltrán'],
  ])('%s does not find “%s”', (typed, text) => {
    expect(isTyped(typed, text)).toBe(false)
  })

  it.each([
    ['tran', 'Ana Beltrán', true],
    ['ana tran', 'Ana Beltrán', true],
    ['tr', 'Ana Beltrán', false],
    ['tran gil', 'Ana Beltrán', false],
    ['', 'Ana', false],
  ])('%s stands inside “%s”: %s', (typed, name, is) => {
    expect(isWithin(typed, name)).toBe(is)
  })

  it('is compared word by word, without accents and case', () => {
    expect(wordsOf("Íñigo O'Brien-Ruiz 2ª")).toEqual(['inigo', 'o', 'brien', 'ruiz', '2a'])
  })
})
