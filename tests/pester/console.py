"""Runs a command in a real terminal, presses Ctrl+C once some text has come, and tells how it ended, as JSON.

    console.py shell MODULE LINE MARK   a PowerShell that imports MODULE, runs LINE and must be back at its prompt
    console.py program MARK WORD...     a program that must end
"""
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

PROMPT = 'ready> '
PATIENCE = 60
ROWS, COLUMNS = 40, 160


class Terminal:
    def __init__(self, words):
        self.screen = ''
        self.child, self.file = pty.fork()
        if self.child == 0:
            os.environ['TERM'] = 'xterm'
            # Whoever runs the tests in the background has Ctrl+C ignored, and passes that on.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execvp(words[0], words)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack('HHHH', ROWS, COLUMNS, 0, 0))

    def wait_for(self, mark, start=0):
        """Reads until the text has come after that place on the screen; None waits for the end of the program."""
        end = time.monotonic() + PATIENCE
        while mark is None or mark not in self.screen[start:]:
            if time.monotonic() > end:
                raise SystemExit(f'{mark!r} did not come; the screen says: {self.screen}')
            if not select.select([self.file], [], [], 0.5)[0]:
                continue
            try:
                data = os.read(self.file, 65536)
            except OSError:
                data = b''
            if not data:
                if mark is None:
                    return
                raise SystemExit(f'the program has ended before {mark!r} came; the screen says: {self.screen}')
            # A terminal is asked where its cursor is, and .NET waits for the answer.
            os.write(self.file, b'\x1b[1;1R' * data.count(b'\x1b[6n'))
            # Colours and movements of the cursor are not what a test reads.
            self.screen += re.sub(r'\x1b(\[[0-9;?]*[A-Za-z]|[=>])', '', data.decode(errors='replace'))


def shell(module, line, mark):
    terminal = Terminal(['pwsh', '-NoProfile', '-NoLogo', '-NoExit', '-Command', f"function prompt {{ '{PROMPT}' }}; Import-Module '{module}'; {line}"])
    seconds = interrupt(terminal, mark, PROMPT)
    os.kill(terminal.child, signal.SIGKILL)
    return seconds, terminal


def program(mark, *words):
    terminal = Terminal(words)
    return interrupt(terminal, mark, None), terminal


def interrupt(terminal, mark, end):
    terminal.wait_for(mark)
    pressed, place = time.monotonic(), len(terminal.screen)
    os.write(terminal.file, b'\x03')
    terminal.wait_for(end, place)
    return time.monotonic() - pressed


def main():
    seconds, terminal = {'shell': shell, 'program': program}[sys.argv[1]](*sys.argv[2:])
    _, status = os.waitpid(terminal.child, 0)
    print(json.dumps({'seconds': seconds, 'screen': terminal.screen, 'exitCode': os.waitstatus_to_exitcode(status)}))


main()
