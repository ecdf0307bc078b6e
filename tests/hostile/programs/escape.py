"""Attempts to reach the host, the judge, other processes and the network from Python."""

from __future__ import annotations

from tests.hostile.programs import PASSED, PLAIN, Program, Verdict, attempt, body

WALK = """
def everywhere():
    import gc
    seen, found = set(), list(gc.get_objects())
    for _ in range(3):
        found = [other for one in found for other in gc.get_referents(one)
                 if id(other) not in seen and not seen.add(id(other))]
        yield from found
"""


def reads(name: str, path: str) -> Program:
    """A file that must not be readable."""
    return attempt(f"reads {name}", f"return open({path}, 'rb').read(64)")


# The mode that it has already: were this to work, nothing of the machine would be harmed.
SAME_MODE = "os.chmod($path, os.stat($path).st_mode & 0o7777)"


def writes(name: str, text: str) -> Program:
    """A change of the host's files; the runner looks at them as well."""
    return attempt(name, f"{text}\nreturn True")


PROGRAMS = [
    reads("a secret", "'$secret'"),
    reads("the reference", "'$root/tests/hostile/course/reference/probe/solution.py'"),
    reads("a reference of the course", "'$root/reference/activations/solution.py'"),
    reads("the judge's code", "'$root/autograder/judge.py'"),
    reads("the passwords", "'/etc/shadow'"),
    reads("the disk", "'/dev/vda'"),
    reads("the kernel's log", "'/dev/kmsg'"),
    reads("the machine's memory", "'/dev/mem'"),
    attempt("opens the judge's memory", "return open('/proc/$judge/mem', 'rb')"),
    reads("the judge's memory map", "'/proc/$judge/maps'"),
    reads("the judge's environment", "'/proc/$judge/environ'"),
    reads("the judge's command line", "'/proc/$judge/cmdline'"),
    reads("a secret through the judge's root", "'/proc/$judge/root$secret'"),
    reads("a secret through the fork server's root", "'/proc/$fork_server/root$secret'"),
    reads("a secret through its own root", "'/proc/self/root$secret'"),
    reads("a secret by going up", "'../' * 40 + '$secret'"),
    attempt(
        "reads the memory of whoever started it",
        "return os.getppid() and open(f'/proc/{os.getppid()}/maps').read(9)",
    ),
    attempt("lists the folder of secrets", "return os.listdir(os.path.dirname('$secret'))"),
    attempt("lists the root of the course", "return os.listdir('$root/reference')"),
    attempt(
        "finds a secret in any process",
        """
        for place in ["/proc/self", "/proc/$judge", *(f"/proc/{n}" for n in os.listdir("/proc"))]:
            try:
                if b"HOSTILE_SECRET" in open(f"{place}/environ", "rb").read():
                    return place
            except OSError:
                pass
        return "HOSTILE_SECRET" in os.environ
        """,
    ),
    attempt(
        "sees other processes",
        "return [n for n in os.listdir('/proc') if n.isdigit() and int(n) != os.getpid()]",
    ),
    attempt(
        "follows the links of other processes",
        """
        return [os.readlink(f"/proc/{p}/{what}")
                for p in (int("$judge"), int("$fork_server"), os.getppid())
                if p not in (0, os.getpid())
                for what in ("exe", "cwd", "root", "fd/0", "ns/mnt")]
        """,
    ),
    attempt(
        "finds descriptors that it was not given",
        """
        import stat
        kinds = []
        for number in range(256):
            try:
                kinds.append(stat.S_IFMT(os.fstat(number).st_mode))
            except OSError:
                pass
        sockets = [kind for kind in kinds if kind == stat.S_IFSOCK]
        others = [kind for kind in kinds if kind not in (stat.S_IFSOCK, stat.S_IFCHR)]
        return others or len(sockets) > 2
        """,
    ),
    attempt("imports the judge", "from autograder.grading import judge; return judge"),
    attempt("imports the reports", "from autograder.reports import json_form; return json_form"),
    attempt(
        "imports the sandbox", "from autograder.sandbox import fork_server; return fork_server"
    ),
    attempt(
        "imports the reference", "import reference; return os.listdir(list(reference.__path__)[0])"
    ),
    attempt(
        "finds what is expected among all objects",
        """
        for one in everywhere():
            if type(one).__name__ in ("AnswerKey", "KeyTask", "Report", "Submission"):
                return one
            if type(one) is dict and ("expected" in one and "cases" in one):
                return one
        """,
        before=WALK,
    ),
    attempt(
        "finds what is expected among the callers",
        """
        import inspect
        for info in inspect.stack():
            for name, value in info.frame.f_locals.items():
                if name in ("key", "expected", "right", "wanted"):
                    return name, value
        """,
    ),
    # Files of the host.
    writes("appends to a host file", "open('$host_file', 'ab').write(b'escaped')"),
    writes("writes over a host file", "open('$host_file', 'wb').write(b'escaped')"),
    writes("cuts a host file", "os.truncate('$host_file', 0)"),
    writes("cuts a host file by opening it", "os.close(os.open('$host_file', os.O_TRUNC))"),
    writes(
        "cuts a host file by opening it oddly", "os.close(os.open('$host_file', 3 | os.O_TRUNC))"
    ),
    writes("deletes a host file", "os.unlink('$host_file')"),
    writes("renames a host file", "os.rename('$host_file', '$host_file.$token')"),
    writes("changes the mode of a host file", "os.chmod('$host_file', 0)"),
    writes("changes the mode of a host folder", "os.chmod(os.path.dirname('$host_file'), 0o700)"),
    writes("changes the owner of a host file", "os.chown('$host_file', 1, 1)"),
    writes("changes the times of a host file", "os.utime('$host_file', (1, 1))"),
    writes("marks a host file", "os.setxattr('$host_file', 'user.$token', b'1')"),
    writes("links to a host file", "os.symlink('$host_file', '/tmp/$token')"),
    writes("links a host file", "os.link('$host_file', '$host_file.$token')"),
    writes("makes a file beside a host file", "open('$host_file.$token', 'w')"),
    writes("makes a file in /tmp", "open('/tmp/$token', 'w')"),
    writes("makes a file in the shared memory", "open('/dev/shm/$token', 'w')"),
    writes("makes a folder in /tmp", "os.mkdir('/tmp/$token')"),
    writes("makes a pipe in /tmp", "os.mkfifo('/tmp/$token')"),
    writes("makes a device", "os.mknod('/tmp/$token', 0o60666, os.makedev(254, 0))"),
    writes("writes into Python", "open(sys.prefix + '/$token', 'w')"),
    writes("writes over numpy", "open(np.__file__, 'a')"),
    writes("changes the mode of numpy", SAME_MODE.replace("$path", "np.__file__")),
    writes("writes over the worker", "import autograder.worker as w; open(w.__file__, 'a')"),
    writes("writes to the kernel's settings", "open('/proc/sys/kernel/hostname', 'w')"),
    writes("adjusts who is killed first", "open('/proc/self/oom_score_adj', 'w')"),
    writes("leaves its control group", "open('/sys/fs/cgroup/memory/tasks', 'a')"),
    writes("writes to its own memory", "open('/proc/self/mem', 'r+b')"),
    writes("changes the mode of the folder of devices", SAME_MODE.replace("$path", "'/dev'")),
    writes("changes the mode of the shared memory", SAME_MODE.replace("$path", "'/dev/shm'")),
    writes("changes the mode of the root", SAME_MODE.replace("$path", "'/'")),
    # Programs and processes.
    attempt("becomes another program", "os.execv('/bin/true', ['true'])\nreturn True"),
    attempt("forks", "return os.fork() or os._exit(0)"),
    attempt("forks with a terminal", "import pty; return pty.fork()"),
    attempt("spawns", "return os.posix_spawn('/bin/true', ['true'], {})"),
    attempt("runs a shell", "return os.popen('id').read()"),
    attempt("signals the judge", "os.kill($judge, 0); return True"),
    attempt("ends the judge", "os.kill($judge, signal.SIGKILL); return True"),
    attempt("ends the fork server", "os.kill($fork_server, signal.SIGKILL); return True"),
    attempt(
        "signals whoever started it", "return os.getppid() and os.kill(os.getppid(), 0) is None"
    ),
    attempt("signals everyone", "os.kill(-1, 0); return True"),
    attempt("ends its group", "os.killpg(0, signal.SIGKILL); return True"),
    attempt(
        "becomes root",
        """
        os.setresuid(0, 0, 0)
        with open("/proc/self/status") as stream:
            return any(line.startswith("CapEff") and int(line.split()[1], 16) for line in stream)
        """,
    ),
    attempt("becomes another user", "os.setresuid(1, 1, 1); return True"),
    attempt("joins a group", "os.setgroups([0]); return True"),
    attempt("changes its root", "os.chroot('/tmp'); return True"),
    attempt("takes more memory", "import resource; resource.setrlimit(9, (-1, -1)); return True"),
    attempt(
        "takes the processor for itself", "os.sched_setscheduler(0, 1, os.sched_param(9)); return 1"
    ),
    attempt("takes precedence", "return os.nice(-5) or True"),
    # The network, of every family.
    attempt("connects", "import socket; return socket.create_connection(('127.0.0.1', $port), 1)"),
    attempt("listens", "import socket; return socket.create_server(('127.0.0.1', 0))"),
    attempt(
        "asks for a name",
        "import socket; return socket.gethostbyname('example.org')",
    ),
    attempt(
        "fetches a page",
        "import urllib.request as r; return r.urlopen('http://127.0.0.1:$port', timeout=1)",
    ),
    attempt(
        "connects to an abstract socket",
        "import socket; s = socket.socket(socket.AF_UNIX); s.connect('\\0$abstract'); return True",
    ),
    attempt("a pair of sockets", "import socket; return socket.socketpair()"),
    *(
        attempt(f"a socket of family {name}", f"import socket; return socket.socket({numbers})")
        for name, numbers in {
            "IPv4": "2, 1",
            "IPv4, datagrams": "2, 2",
            "IPv4, raw": "2, 3, 1",
            "IPv6": "10, 1",
            "Unix": "1, 1",
            "netlink": "16, 3, 0",
            "packets": "17, 3, 3",
            "virtual machine": "40, 1",
            "kernel's ciphers": "38, 5",
            "Bluetooth": "31, 3, 1",
        }.items()
    ),
    attempt(
        "passes its channel on",
        """
        import socket
        ends = [n for n in range(3, 256) if os.path.exists(f"/proc/self/fd/{n}") or n < 12]
        for number in ends:
            try:
                end = socket.socket(fileno=number)
            except OSError:
                continue
            return socket.send_fds(end, [b"x"], [0])
        """,
    ),
    # Shadow modules: what a student's own files are called wins over nothing.
    attempt(
        "its own numpy",
        "return getattr(np, 'MINE', None)",
        files={"numpy.py": "MINE = True\n"},
    ),
    attempt(
        "its own grader",
        "import autograder, json; return hasattr(autograder, 'MINE') or hasattr(json, 'MINE')",
        files={"autograder.py": "MINE = True\n", "json.py": "MINE = True\n"},
    ),
    body(
        "files with the names of paths",
        "import helper; return helper.twice(x)",
        Verdict(PASSED),
        files={
            "helper.py": "def twice(x):\n    return 2 * x\n",
            "../../tmp/$token.py": "",
            "/tmp/$token.py": "",
            "$host_file": "",
        },
    ),
    # A scratch folder is there where it can be a private one.
    body(
        "writes where it may",
        "open('/scratch/own/file', 'w').write('x'); return 2 * x",
        Verdict(PASSED),
        elsewhere={PLAIN: Verdict(says="PermissionError|FileNotFoundError")},
    ),
]
