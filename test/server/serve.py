#!/usr/bin/env python3
"""Tries uzel serve as a process: serve.py PROGRAM EXAMPLES

What it prints, which port it takes, that it answers and lets write with the printed token, and that
signals end it.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

PROGRAM, EXAMPLES = sys.argv[1:3]
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/(?:#token=(\S+))?")


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60)


class Server:
    """A running uzel serve; what it printed is in lines."""

    def __init__(self, registry, *arguments):
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--registry", registry, *arguments], stdout=subprocess.PIPE, text=True)
        self.lines = []
        self.port = self.token = None
        while self.token is None:
            line = self.process.stdout.readline()
            if not line:
                raise AssertionError("the server ended: " + "".join(self.lines))
            self.lines.append(line)
            found = ADDRESS.search(line)
            if found:
                self.port, self.token = int(found.group(1)), found.group(2)

    def ask(self, path, data=None, **headers):
        request = urllib.request.Request("http://127.0.0.1:%d%s" % (self.port, path), data, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.load(answer), answer.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error), error.headers

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        code = self.process.wait(timeout=10)
        self.process.stdout.close()
        return code


class Serve(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.registry = os.path.join(cls.folder.name, "r.uzel")
        texts = [os.path.join(EXAMPLES, name) for name in sorted(os.listdir(EXAMPLES)) if name.endswith(".txt")]
        done = run("read", *texts, "--registry", cls.registry)
        assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def serve(self, *arguments):
        server = Server(self.registry, *arguments)
        self.addCleanup(lambda: server.process.poll() is None and server.stop())
        return server

    def test_it_answers_and_ends_by_a_signal(self):
        for number in signal.SIGTERM, signal.SIGINT:
            server = self.serve("--port", "0")
            status, overview, _ = server.ask("/api/v1/overview")
            self.assertEqual(status, 200)
            self.assertFalse(overview["empty"])
            idle = socket.create_connection(("127.0.0.1", server.port))
            started = time.monotonic()
            self.assertEqual(server.stop(number), 0)
            self.assertLess(time.monotonic() - started, 5)
            idle.close()

    def test_the_printed_token_lets_write(self):
        server = self.serve("--port", "0")
        own = {"Origin": "http://127.0.0.1:%d" % server.port, "Content-Type": "application/json"}
        report = json.dumps({"text": "Правительство Тверской области и АО «Пробный завод» подписали соглашение."}).encode()
        self.assertEqual(server.ask("/api/v1/reports", report, **own)[0], 403)
        status, _, headers = server.ask("/api/v1/session", json.dumps({"token": server.token}).encode(), **own)
        self.assertEqual(status, 200)
        own["Cookie"] = headers["Set-Cookie"].split(";")[0]
        status, answer, _ = server.ask("/api/v1/reports", report, **own)
        self.assertEqual((status, answer["outcome"]), (201, "new"))
        self.assertEqual(server.ask("/api/v1/reports/" + answer["report"])[0], 200)
        own["Origin"] = "http://evil.example"
        self.assertEqual(server.ask("/api/v1/reports", report, **own)[0], 403)

    def test_a_taken_port(self):
        first = self.serve("--port", "0")
        second = run("serve", "--registry", self.registry, "--port", str(first.port), "--lang", "en")
        self.assertEqual(second.returncode, 3)
        self.assertIn("Port %d is taken" % first.port, second.stderr)
        one, other = self.serve("--lang", "en"), self.serve("--lang", "en")
        self.assertNotEqual(one.port, other.port)
        self.assertIn("the next free one is used: %d" % other.port, "".join(other.lines))

    def test_what_it_prints_is_in_the_language_asked_for(self):
        self.assertIn("Страницы реестра", "".join(self.serve("--port", "0", "--lang", "ru").lines))
        self.assertIn("The registry's pages", "".join(self.serve("--port", "0", "--lang", "en").lines))

    def test_a_registry_that_is_not_there_is_made(self):
        place = os.path.join(self.folder.name, "empty.uzel")
        server = Server(place, "--port", "0")
        self.addCleanup(server.stop)
        self.assertIn("empty.uzel", server.lines[0])
        self.assertTrue(server.ask("/api/v1/overview")[1]["empty"])
        self.assertTrue(os.path.exists(place))

    def test_what_cannot_be_served_is_said(self):
        missing = run("serve", "--registry", os.path.join(self.folder.name, "none", "r.uzel"), "--port", "0")
        self.assertEqual(missing.returncode, 3)
        self.assertIn("r.uzel", missing.stderr)
        other = run("serve", "--registry", sys.argv[0], "--port", "0")
        self.assertEqual(other.returncode, 3)
        self.assertEqual(run("serve").returncode, 2)
        self.assertEqual(run("serve", "--registry", self.registry, "--port", "70000").returncode, 2)


unittest.main(argv=sys.argv[:1])
