#!/usr/bin/env python3
"""How soon a page of the console can be used: from the start of the navigation until its heading is there, which is drawn
together with what the page shows. Needs chromium and chromedriver.

    benchmarks/console.py http://localhost:8080 <admin key>
"""
import json
import socket
import statistics
import subprocess
import sys
import time
import urllib.request

ROUNDS = 9
PAGES = ['', 'reports', 'upload', 'letters', 'tables', 'backups', 'keys']
CHROMIUM = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--window-size=1440,900']
WATCH = """new MutationObserver((_, me) => {
  if (document.querySelector('main h1')) { window.usable = performance.now(); me.disconnect(); }
}).observe(document, { childList: true, subtree: true });"""
SIGN_IN = "return import('/console/js/api.js').then((api) => api.post('/v1/session', { key: arguments[0] })).then(() => true)"


def main(base, key):
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    driver = subprocess.Popen(['chromedriver', f'--port={port}'], stdout=subprocess.DEVNULL)
    try:
        measure(f'http://127.0.0.1:{port}', base, key)
    finally:
        driver.terminate()


def measure(driver, base, key):
    while True:
        try:
            urllib.request.urlopen(driver + '/status')
            break
        except OSError:
            time.sleep(0.1)
    options = {'goog:chromeOptions': {'args': CHROMIUM}}
    session = call(driver, '/session', {'capabilities': {'alwaysMatch': options}})['sessionId']
    browser = f'{driver}/session/{session}'
    try:
        call(browser, '/url', {'url': f'{base}/console/'})
        assert script(browser, SIGN_IN, key)
        cdp(browser, 'Page.addScriptToEvaluateOnNewDocument', source=WATCH)
        for page in PAGES:
            cold = [usable(browser, base, page, True) for _ in range(ROUNDS)]
            warm = [usable(browser, base, page, False) for _ in range(ROUNDS)]
            print(f'{page or "overview":<10} cold {figures(cold)}   warm {figures(warm)}', flush=True)
    finally:
        urllib.request.urlopen(urllib.request.Request(browser, method='DELETE'))


def usable(browser, base, page, cold):
    call(browser, '/url', {'url': 'about:blank'})
    if cold:
        cdp(browser, 'Network.clearBrowserCache')
    call(browser, '/url', {'url': f'{base}/console/#/{page}'})
    while (milliseconds := script(browser, 'return window.usable ?? null')) is None:
        time.sleep(0.005)
    assert script(browser, 'return document.querySelector("main h1").innerText') != 'Sign in to Sluice'
    return milliseconds


def figures(times):
    return f'median {statistics.median(times):4.0f} ms, slowest {max(times):4.0f} ms'


def cdp(browser, command, **parameters):
    return call(browser, '/goog/cdp/execute', {'cmd': command, 'params': parameters})


def script(browser, code, *arguments):
    return call(browser, '/execute/sync', {'script': code, 'args': list(arguments)})


def call(base, path, body):
    request = urllib.request.Request(
        base + path, data=json.dumps(body).encode(), headers={'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)['value']


if __name__ == '__main__':
    main(*sys.argv[1:3])
