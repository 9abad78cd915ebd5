import type { FC } from 'hono/jsx'

/** One condition of a list's filter: `options` are values and their words, `value` the one that holds. */
export const FilterSelect: FC<{ name: string; label: string; value: string; options: [string, string][] }> = ({
  name,
  label,
  value,
  options,
}) => (
  <p>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      {options.map(([id, word]) => (
        <option value={id} selected={id === value}>
          {word}
        </option>
      ))}
    </select>
  </p>
)
