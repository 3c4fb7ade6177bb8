// Light or dark: as the system says, until the user chooses.
export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'uzel.theme';
const DARK = '(prefers-color-scheme: dark)';

export function theme(): Theme {
  const kept = remembered(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

export function nextTheme(current: Theme): Theme {
  return current === 'auto' ? 'light' : current === 'light' ? 'dark' : 'auto';
}

export function setTheme(next: Theme): void {
  remember(KEY, next);
  applyTheme();
}

/** Puts the look into effect, now and whenever the system changes its own. */
export function startTheme(): void {
  matchMedia(DARK).addEventListener('change', applyTheme);
  applyTheme();
}

function applyTheme(): void {
  const chosen = theme();
  const system = matchMedia(DARK).matches ? 'dark' : 'light';
  document.documentElement.dataset['theme'] = chosen === 'auto' ? system : chosen;
}

/** What the browser keeps for this site; it may refuse to keep anything. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing is kept then: the choice holds until the page is closed.
  }
}
