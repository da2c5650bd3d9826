const themes = ['auto', 'light', 'dark'] as const;
export type ThemeName = (typeof themes)[number];

const key = 'plumbline.theme';

/** Light, dark, or as the system has it. Kept in the browser where it lets us. */
export class Theme {
  #name = $state.raw<ThemeName>(load());

  constructor() {
    this.#apply();
  }

  get name(): ThemeName {
    return this.#name;
  }

  get next(): ThemeName {
    return themes[(themes.indexOf(this.#name) + 1) % themes.length] ?? 'auto';
  }

  turn(): void {
    this.#name = this.next;
    this.#apply();
    save(this.#name);
  }

  #apply(): void {
    if (this.#name === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = this.#name;
  }
}

function load(): ThemeName {
  try {
    const kept = localStorage.getItem(key);
    return themes.find((theme) => theme === kept) ?? 'auto';
  } catch {
    // Storage is refused, in a private window for example: the theme is then the system's.
    return 'auto';
  }
}

function save(name: ThemeName): void {
  try {
    localStorage.setItem(key, name);
  } catch {
    // The theme holds until the tab closes; there is nowhere to keep it.
  }
}
