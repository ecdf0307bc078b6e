"""System calls that Python does not offer: each must be refused."""

from __future__ import annotations

from tests.hostile.programs import Verdict, attempt, body

# Number on x86-64, and arguments that do no harm where the call is let through: the kernel then
# complains of the arguments, and not of the call.
CALLS = {
    "ptrace": (101, "0, 0, 0, 0"),
    "process_vm_readv": (310, "$judge, 0, 0, 0, 0, 0"),
    "process_vm_writev": (311, "$judge, 0, 0, 0, 0, 0"),
    "kill": (62, "$judge, 0"),
    "tkill": (200, "$judge, 0"),
    "pidfd_open": (434, "$judge, 0"),
    "pidfd_getfd": (438, "0, 0, 0"),
    "pidfd_send_signal": (424, "0, 0, 0, 0"),
    "kcmp": (312, "$judge, $judge, 99, 0, 0"),
    "rt_sigqueueinfo": (129, "$judge, 0, 0"),
    "rt_tgsigqueueinfo": (297, "$judge, $judge, 0, 0"),
    "process_madvise": (440, "0, 0, 0, 21, 0"),
    "clone, another process": (56, "17, 0, 0, 0, 0"),
    "clone, new namespaces": (56, "0x7c020011, 0, 0, 0, 0"),
    "clone3": (435, "0, 0"),
    "execve": (59, "0, 0, 0"),
    "execveat": (322, "-1, 0, 0, 0, 0"),
    "unshare, user namespace": (272, "0x10000000"),
    "unshare, everything": (272, "0x7e020000"),
    "setns": (308, "0, 0"),
    "mount": (165, "0, 0, 0, 0, 0"),
    "umount": (166, "0, 0"),
    "pivot_root": (155, "0, 0"),
    "chroot": (161, "0"),
    "open_tree": (428, "-1, 0, 0"),
    "move_mount": (429, "-1, 0, -1, 0, 0"),
    "fsopen": (430, "0, 0"),
    "mount_setattr": (442, "-1, 0, 0, 0, 0"),
    "open_by_handle_at": (304, "-1, 0, 0"),
    "name_to_handle_at": (303, "-1, 0, 0, 0, 0"),
    "openat2": (437, "-1, 0, 0, 0"),
    "mknod": (133, "0, 0, 0"),
    "symlink": (88, "0, 0"),
    "link": (86, "0, 0"),
    "chown": (92, "0, 0, 0"),
    "setxattr": (188, "0, 0, 0, 0, 0"),
    "memfd_create": (319, "b'x', 0"),
    "memfd_secret": (447, "0"),
    "shmget": (29, "1234, 4096, 0o1600"),
    "semget": (64, "1234, 1, 0o1600"),
    "msgget": (68, "1234, 0o1600"),
    "mq_open": (240, "b'$token', 0o102, 0o600, 0"),
    "add_key": (248, "0, 0, 0, 0, 0"),
    "keyctl": (250, "0, -3, 1"),
    "bpf": (321, "0, 0, 0"),
    "perf_event_open": (298, "0, 0, -1, -1, 0"),
    "io_uring_setup": (425, "8, 0"),
    "userfaultfd": (323, "1"),
    "seccomp": (317, "0, 0, 0"),
    "landlock_restrict_self": (446, "-1, 0"),
    "prctl, traceable again": (157, "4, 1, 0, 0, 0"),
    "prctl, outlives its parent": (157, "1, 0, 0, 0, 0"),
    "prctl, adopts orphans": (157, "36, 1, 0, 0, 0"),
    "capset": (126, "0, 0"),
    "setuid": (105, "0"),
    "setgid": (106, "0"),
    "setgroups": (116, "0, 0"),
    "setpgid": (109, "0, 0"),
    "setsid": (112, ""),
    "prlimit of the judge": (302, "$judge, 7, 0, 0"),
    "prlimit, its own": (302, "0, 7, b'\\xff' * 16, 0"),
    "setpriority": (141, "0, $judge, 19"),
    "sched_setaffinity of the judge": (203, "$judge, 0, 0"),
    "sched_setscheduler": (144, "0, 0, 0"),
    "ioprio_set": (251, "1, 0, 0"),
    "swapon": (167, "0, 0"),
    "reboot": (169, "0, 0, 0, 0"),
    "syslog": (103, "3, 0, 0"),
    "sethostname": (170, "0, 0"),
    "clock_settime": (227, "0, 0"),
    "settimeofday": (164, "0, 0"),
    "iopl": (172, "0"),
    "init_module": (175, "0, 0, 0"),
    "delete_module": (176, "0, 0"),
    "kexec_load": (246, "0, 0, 0, 0"),
    "quotactl": (179, "0, 0, 0, 0"),
    "fanotify_init": (300, "0, 0"),
    "inotify_init": (253, ""),
    "personality": (135, "-1"),
    "socket": (41, "1, 1, 0"),
    "socketpair": (53, "1, 1, 0, 0"),
    "sendmsg": (46, "0, 0, 0"),
    "recvmsg": (47, "0, 0, 0"),
    "vmsplice": (278, "0, 0, 0, 0"),
    "remap_file_pages": (216, "0, 0, 0, 0, 0"),
    "mlockall": (151, "1"),
    "acct": (163, "0"),
    "a call that is not there yet": (999, "0"),
}
# Unless both are refused, the filter has let it through.
CALL = """
def reaches(number, *arguments):
    import errno, platform
    if platform.machine() != "x86_64":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    result = libc.syscall(ctypes.c_long(number), *arguments)
    return result >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS)
"""
SIGNALS = """
# Each of the signals that a process may send itself, and none at all.
return [number for number in (0, 2, 6, 9, 14, 15) if reaches(234, $who, $who, number)]
"""

PROGRAMS = [
    *(
        attempt(name, f"return reaches({number}{', ' * bool(arguments)}{arguments})", CALL)
        for name, (number, arguments) in CALLS.items()
    ),
    attempt("signals a thread of the judge", SIGNALS.replace("$who", "$judge"), CALL),
    attempt("signals a thread of the fork server", SIGNALS.replace("$who", "$fork_server"), CALL),
    attempt("signals a thread of a sibling", SIGNALS.replace("$who", "$sibling"), CALL),
    attempt(
        "has the kernel signal the judge",
        """
        import fcntl
        ours, theirs = os.pipe()
        if fcntl.fcntl(ours, 8, $judge) == 0:  # F_SETOWN
            fcntl.fcntl(ours, 10, 15)  # F_SETSIG
            fcntl.fcntl(ours, 4, 0o20000)  # F_SETFL, O_ASYNC
            os.write(theirs, b"x")
            return True
        """,
    ),
    *(
        body(
            f"{name} by the calls with 32-bit pointers",
            f"return reaches({0x40000000 | number}) and None",
            Verdict(says="ended its process|returned None"),
            CALL + "\nif __import__('platform').machine() != 'x86_64': os._exit(0)\n",
        )
        for name, number in {"socket": 41, "fork": 57, "kill": 62}.items()
    ),
    body(
        "system calls of another processor",
        """
        import mmap, platform
        if platform.machine() != "x86_64":
            os._exit(0)
        # mov eax, 2 (fork); int 0x80; ret
        code = mmap.mmap(-1, 4096, prot=7)
        code.write(b"\\xb8\\x02\\x00\\x00\\x00\\xcd\\x80\\xc3")
        address = ctypes.addressof(ctypes.c_char.from_buffer(code))
        if ctypes.CFUNCTYPE(ctypes.c_int)(address)() != -1:
            raise RuntimeError("ESCAPED")
        """,
        Verdict(says="ended its process|returned None"),
    ),
]
