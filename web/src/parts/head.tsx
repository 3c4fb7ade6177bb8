// The head of every page: the ways to the lists, the search, the switches of language and look.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { message, setTongue, tongue, type Tongue } from '../messages';
import { nextTheme, setTheme, theme, type Theme } from '../theme';
import { Icon } from './icons';
import { SearchField } from './suggest';

const NAVIGATION = [
  'agreements',
  'people',
  'organizations',
  'sites',
  'clusters',
  'projects',
  'network',
  'map',
  'reports',
  'queue',
] as const;

export function Head(props: {
  path: string;
  words: string;
  inSearch: boolean;
  onHelp: () => void;
}): VNode {
  const { path } = props;
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);
  return (
    <header class="head">
      <a class="brand" href="/">
        <img src="/icon.svg" alt="" width="22" height="22" />
        {message('web.name')}
      </a>
      <button
        type="button"
        class="quiet menu-button"
        aria-expanded={open}
        aria-controls="ways"
        onClick={() => setOpen(!open)}
      >
        <Icon name="menu" />
        <span class="hidden">{message('web.menu')}</span>
      </button>
      <nav id="ways" class={open ? 'ways open' : 'ways'} aria-label={message('web.menu')}>
        {NAVIGATION.map((name) => (
          <a
            key={name}
            href={`/${name}`}
            aria-current={path === `/${name}` || path.startsWith(`/${name}/`) ? 'page' : undefined}
          >
            {message(`web.nav.${name}`)}
          </a>
        ))}
      </nav>
      <SearchField words={props.inSearch ? props.words : ''} />
      <Switches onHelp={props.onHelp} />
    </header>
  );
}

function Switches(props: { onHelp: () => void }): VNode {
  const [shown, setShown] = useState<Theme>(theme());
  const other: Tongue = tongue() === 'ru' ? 'en' : 'ru';
  const toggle = () => {
    const next = nextTheme(shown);
    setTheme(next);
    setShown(next);
  };
  const icons = { auto: 'auto', light: 'sun', dark: 'moon' } as const;
  const look = message(`web.theme.${shown}`);
  return (
    <div class="switches">
      <button
        type="button"
        class="quiet"
        lang={other}
        onClick={() => setTongue(other)}
        title={other === 'ru' ? 'По-русски' : 'In English'}
        aria-label={other === 'ru' ? 'По-русски' : 'In English'}
      >
        {other === 'ru' ? 'RU' : 'EN'}
      </button>
      <button type="button" class="quiet" onClick={toggle} title={look} aria-label={look}>
        <Icon name={icons[shown]} />
      </button>
      <button
        type="button"
        class="quiet help-button"
        onClick={props.onHelp}
        title={message('web.key.help')}
        aria-label={message('web.key.help')}
        aria-keyshortcuts="?"
      >
        ?
      </button>
    </div>
  );
}
