// What a field offers while one types, below it: the arrows reach it, a click chooses.
import type { VNode } from 'preact';
import { message } from '../messages';

export interface Offered {
  id: string;
  name: string;
  kind_label: string;
}

/** The list of the field whose aria-controls is `${id}-found`. */
export function OfferedList<Found extends Offered>(props: {
  id: string;
  box: { found: Found[]; chosen: number; open: boolean };
  choose: (one: Found) => void;
}): VNode {
  const { id, box } = props;
  return (
    <ul
      id={`${id}-found`}
      class="suggestions"
      role="listbox"
      aria-label={message('web.search.suggestions')}
      hidden={!box.open}
    >
      {box.found.map((one, i) => (
        <li
          key={one.id}
          id={`${id}-found-${i}`}
          role="option"
          aria-selected={i === box.chosen}
          // The field would lose the focus, and the list be closed, before the click.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => props.choose(one)}
        >
          <span class="suggestion-name">{one.name}</span>
          <span class="faint">{one.kind_label}</span>
        </li>
      ))}
    </ul>
  );
}
