// Real Chromium with a camera that draws and a microphone that beeps.

import { chromium } from 'playwright-core';

// The engine without windows takes a third less of the processor. It has nobody who would be asked for a permission, and knows no
// origin in the clear that is trusted all the same.
const PATH = process.env.PARLEY_CHROMIUM ?? '/usr/bin/chromium-headless-shell';
const WITH_WINDOWS = '/usr/bin/chromium';

const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/**
 * @param {{allowDevices?: boolean, fps?: number}} options without `allowDevices` pages must be given the permission, or are
 *   refused; `fps`: pictures a second of the fake camera; `windows`: the whole browser
 */
export function launchChromium({ allowDevices = true, fps = 20, windows = !allowDevices, args = [] } = {}) {
  return chromium.launch({
    executablePath: windows ? WITH_WINDOWS : PATH,
    headless: true,
    args: [...ARGS, `--use-fake-device-for-media-stream=fps=${fps}`, ...(allowDevices ? ['--use-fake-ui-for-media-stream'] : []), ...args],
  });
}
