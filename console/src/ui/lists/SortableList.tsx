import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { useLingui } from '@lingui/react/macro'
import { ActionIcon } from '@mantine/core'
import { type ReactNode, useRef } from 'react'

interface Props<T> {
  items: readonly T[]
  id: (item: T) => string
  /** What a screen reader calls the item. */
  name: (item: T) => string
  onOrder: (ids: string[]) => void
  children: (item: T, handle: ReactNode) => ReactNode
}

/**
 * A list that can be reordered by dragging or by keyboard; each step is announced.
 * The order is controlled: `onOrder` gets the new one.
 */
export function SortableList<T>({ items, id, name, onOrder, children }: Props<T>) {
  const { t } = useLingui()
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const ids = items.map(id)
  const spoken = useRef(0)
  const called = (key: unknown) => {
    const item = items.find((one) => id(one) === key)
    return item ? name(item) : ''
  }
  const place = (key: unknown) => ids.indexOf(String(key)) + 1

  function dropped({ active, over }: DragEndEvent) {
    if (!over || active.id === over.id) return
    onOrder(arrayMove(ids, ids.indexOf(String(active.id)), ids.indexOf(String(over.id))))
  }

  const count = ids.length
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={dropped}
      accessibility={{
        screenReaderInstructions: {
          draggable: t`Press space to take this item, the arrows to move it, space to drop it, escape to leave it.`,
        },
        announcements: {
          onDragStart: ({ active }) => {
            const [what, where] = [called(active.id), place(active.id)]
            spoken.current = where
            return t`Taken: ${what}, place ${where} of ${count}.`
          },
          onDragOver: ({ active, over }) => {
            const [what, where] = [called(active.id), place(over?.id)]
            // Picking an item up also fires onDragOver on its own place, which would interrupt the announcement.
            if (where === spoken.current) return undefined
            spoken.current = where
            return over ? t`${what} is over place ${where} of ${count}.` : undefined
          },
          onDragEnd: ({ active, over }) => {
            const [what, where] = [called(active.id), place(over?.id)]
            return over ? t`Dropped: ${what} at place ${where} of ${count}.` : undefined
          },
          onDragCancel: ({ active }) => {
            const what = called(active.id)
            return t`Left where it was: ${what}.`
          },
        },
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ol style={{ listStyle: 'none', padding: 0, margin: 0 }}>
          {items.map((item) => (
            <Item key={id(item)} id={id(item)} name={name(item)}>
              {(handle) => children(item, handle)}
            </Item>
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  )
}

function Item({ id, name, children }: { id: string; name: string; children: (handle: ReactNode) => ReactNode }) {
  const { t } = useLingui()
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id,
  })
  const handle = (
    <ActionIcon
      ref={setActivatorNodeRef}
      variant="subtle"
      color="gray"
      aria-label={t`Move ${name}`}
      style={{ cursor: 'grab', touchAction: 'none' }}
      {...attributes}
      {...listeners}
    >
      <span aria-hidden>⠿</span>
    </ActionIcon>
  )
  return (
    <li
      ref={setNodeRef}
      style={{
        transform: CSS.Translate.toString(transform),
        transition: transition ?? undefined,
        position: 'relative',
        zIndex: isDragging ? 1 : undefined,
      }}
    >
      {children(handle)}
    </li>
  )
}
