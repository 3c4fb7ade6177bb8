// A field that finds a node by its name: what fits is offered while one types.
import type { VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import { message } from '../messages';
import { Shape } from '../parts/icons';
import { findNodes, type NetworkNode } from './model';

const MOST = 8;

export function NodeField(props: {
  title: string;
  nodes: NetworkNode[];
  onChoose: (id: string) => void;
}): VNode {
  const id = useId();
  const [text, setText] = useState('');
  const [current, setCurrent] = useState(0);
  const [open, setOpen] = useState(false);
  const found = open ? findNodes(props.nodes, text, MOST) : [];
  const choose = (node: NetworkNode | undefined) => {
    if (!node) return;
    setText('');
    setOpen(false);
    props.onChoose(node.id);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : found.length - 1;
      setCurrent(found.length > 0 ? (current + step) % found.length : 0);
    } else if (event.key === 'Enter') choose(found[current]);
    else if (event.key === 'Escape' && open) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="node-field">
      <input
        type="search"
        role="combobox"
        value={text}
        placeholder={props.title}
        aria-label={props.title}
        aria-expanded={found.length > 0}
        aria-controls={`${id}-found`}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? `${id}-${current}` : undefined}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setCurrent(0);
          setOpen(true);
        }}
        onKeyDown={press}
        onBlur={() => setOpen(false)}
      />
      <ul id={`${id}-found`} role="listbox" aria-label={props.title} hidden={found.length === 0}>
        {found.map((node, index) => (
          <li
            key={node.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === current}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(node);
            }}
          >
            <span class={`family-${node.family}`}>
              <Shape family={node.family} />
            </span>
            {node.label}
          </li>
        ))}
      </ul>
      {open && text.trim() !== '' && found.length === 0 && (
        <p class="node-field-none" role="status">
          {message('web.network.not_there')}
        </p>
      )}
    </div>
  );
}
