import { Stack, Text } from '@mantine/core'
import { type MemberProps, MemberSelect } from './selects'

interface Props extends MemberProps {
  /** What stands against giving a lead to a member. */
  warnings: (id: string | null) => string[]
}

/** A member to give leads to; beside each name stands what is against it. */
export function RecipientSelect({ warnings, ...props }: Props) {
  return (
    <MemberSelect
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text size="sm">{option.label}</Text>
          {warnings(option.value).map((one) => (
            <Text key={one} size="xs" c="dimmed">
              {one}
            </Text>
          ))}
        </Stack>
      )}
      {...props}
    />
  )
}
