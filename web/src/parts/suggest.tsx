// The search field of the head. What is typed is searched for; below it stand the entities whose
// names begin so, which the arrows reach and Enter opens.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../api';
import { groupDigits, message } from '../messages';
import type { Suggestion } from '../model';
import { navigate } from '../router';
import { useCombobox } from './combobox';
import { Icon } from './icons';

export function SearchField(props: { words: string }): VNode {
  const [text, setText] = useState(props.words);
  const { found, chosen, one, open, type, press, close } = useCombobox<Suggestion>((typed) =>
    api.suggest(typed).then((answer) => answer.suggestions),
  );
  useEffect(() => {
    setText(props.words);
    close();
  }, [props.words]);
  const go = (href: string) => {
    close();
    navigate(href);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (one) go(`/entities/${one.id}`);
    else if (text.trim()) go(`/search?q=${encodeURIComponent(text.trim())}`);
  };
  return (
    <form class="search" role="search" action="/search" onSubmit={submit}>
      <Icon name="search" />
      <input
        id="search"
        name="q"
        type="search"
        role="combobox"
        value={text}
        placeholder={message('web.search.name')}
        aria-label={message('web.search.label')}
        aria-keyshortcuts="/"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls="suggestions"
        aria-activedescendant={chosen < 0 ? undefined : `suggestion-${chosen}`}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          setText(event.currentTarget.value);
          type(event.currentTarget.value);
        }}
        onKeyDown={press}
        onBlur={close}
      />
      <kbd aria-hidden="true">/</kbd>
      <ul
        id="suggestions"
        class="suggestions"
        role="listbox"
        aria-label={message('web.search.suggestions')}
        hidden={!open}
      >
        {found.map((each, i) => (
          <li
            key={each.id}
            id={`suggestion-${i}`}
            role="option"
            aria-selected={i === chosen}
            // The field would lose the focus, and the list be closed, before the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => go(`/entities/${each.id}`)}
          >
            <span class="suggestion-name">{each.name}</span>
            <span class="faint">
              {each.kind_label} · {groupDigits(each.reports)}
            </span>
          </li>
        ))}
      </ul>
    </form>
  );
}
