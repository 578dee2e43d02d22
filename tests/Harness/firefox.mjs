// Real Firefox with fake devices, driven over WebDriver BiDi.

import puppeteer from 'puppeteer-core';

const PATH = process.env.PARLEY_FIREFOX ?? '/usr/bin/firefox-esr';

const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.autoplay.default': 0,
};

export function launchFirefox() {
  return puppeteer.launch({
    browser: 'firefox',
    protocol: 'webDriverBiDi',
    executablePath: PATH,
    headless: true,
    extraPrefsFirefox: PREFERENCES,
  });
}
