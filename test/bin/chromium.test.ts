import { describe, expect, test } from 'vitest';
import { findChromium, launchArgs, missing, usualPlaces, type Host } from '../../bin/chromium.ts';

function host(has: readonly string[], change: Partial<Host> = {}): Host {
  return { platform: 'linux', env: {}, exists: (path) => has.includes(path), ...change };
}

describe('finding Chromium', () => {
  test('CHROME_PATH goes before everything', () => {
    const both = ['/usr/bin/chromium', '/opt/mine'];
    expect(findChromium(host(both, { env: { CHROME_PATH: '/opt/mine' } }))).toBe('/opt/mine');
  });

  test('a CHROME_PATH that names nothing is said, not passed over', () => {
    const wrong = host(['/usr/bin/chromium'], { env: { CHROME_PATH: '/opt/gone' } });
    expect(() => findChromium(wrong)).toThrow('/opt/gone');
  });

  test('an empty CHROME_PATH is none', () => {
    const empty = host(['/usr/bin/chromium'], { env: { CHROME_PATH: '' } });
    expect(findChromium(empty)).toBe('/usr/bin/chromium');
  });

  test('Chromium goes before Chrome', () => {
    const both = host(['/usr/bin/google-chrome', '/usr/bin/chromium']);
    expect(findChromium(both)).toBe('/usr/bin/chromium');
    expect(findChromium(host(['/usr/bin/google-chrome']))).toBe('/usr/bin/google-chrome');
  });

  test('none is null', () => {
    expect(findChromium(host([]))).toBeNull();
  });

  test('knows the places on other systems', () => {
    const mac = usualPlaces(host([], { platform: 'darwin', env: { HOME: '/Users/a' } }));
    expect(mac).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    const windows = usualPlaces(
      host([], { platform: 'win32', env: { PROGRAMFILES: String.raw`C:\Program Files` } }),
    );
    expect(windows).toContain(String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`);
  });

  test.each(['linux', 'darwin', 'win32'] as const)('says what to do on %s', (platform) => {
    expect(missing(platform)).toMatch(/install/);
    expect(missing(platform)).toContain('CHROME_PATH');
  });
});

describe('launching Chromium', () => {
  test('only root goes without the sandbox', () => {
    expect(launchArgs({}, true)).toContain('--no-sandbox');
    expect(launchArgs({}, false)).not.toContain('--no-sandbox');
  });

  test('software WebGPU is asked for by name', () => {
    const swiftshader = '--use-webgpu-adapter=swiftshader';
    expect(launchArgs({ webGpu: 'software' })).toContain(swiftshader);
    expect(launchArgs({ webGpu: 'hardware' })).not.toContain(swiftshader);
    expect(launchArgs().join(' ')).not.toContain('webgpu');
  });
});
