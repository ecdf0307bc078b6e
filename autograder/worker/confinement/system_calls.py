"""A default-deny filter of system calls (seccomp): what numerical Python needs, and no more.

No process can be started, no socket made, nothing mounted, traced or shared; a refused call fails
with EPERM, so that a submission that tries gets a PermissionError and can be told.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import tempfile
from dataclasses import dataclass

from pyseccomp import ALLOW, EQ, ERRNO, MASKED_EQ, Arg, SyscallFilter

CLONE_THREAD = 0x00010000

WITHOUT_CONDITION = """
    read readv pread64 preadv write writev pwrite64 pwritev lseek close close_range
    stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat
    getcwd chdir fchdir getdents64 ftruncate fallocate fsync fdatasync umask
    sendfile copy_file_range dup dup2 dup3 pipe pipe2 eventfd2 flock
    poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait
    mmap munmap mremap mprotect madvise brk msync mincore membarrier get_mempolicy
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack
    alarm setitimer getitimer timer_create timer_settime timer_delete
    futex set_robust_list get_robust_list rseq set_tid_address restart_syscall
    exit exit_group sched_yield sched_getaffinity sched_getparam sched_getscheduler
    sched_get_priority_max sched_get_priority_min getcpu getpriority
    nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times getrusage
    getpid getppid gettid getuid geteuid getgid getegid getgroups getresuid getresgid getpgrp
    getpgid getsid getrlimit getrandom uname sysinfo arch_prctl wait4 waitid
"""

# For a process that computes on what it is given: no file, thread or process is made there.
ON_OPEN_FILES_ALONE = """
    read readv pread64 write writev lseek close fstat newfstatat recvmsg poll
    mmap munmap mremap mprotect madvise brk
    rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack
    futex rseq restart_syscall exit exit_group sched_yield
    clock_gettime gettimeofday time times getrusage getrandom getpid gettid
"""

# Changes by path, for a child that has a folder of its own in a read-only root. Elsewhere they
# would reach the host: Landlock knows no modes and times, and no truncation before version 3.
IN_SCRATCH = """
    unlink unlinkat rename renameat renameat2 mkdir mkdirat rmdir
    truncate utimensat chmod fchmod fchmodat
"""

# Not those that name a process or group to be signalled when a descriptor is ready.
FCNTLS = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030)  # F_DUPFD … F_SETLKW, F_OFD_*, F_DUPFD_CLOEXEC

# Requests of ioctl that concern the descriptor alone; a terminal could be typed into by others.
IOCTLS = (
    0x5401,
    0x5413,
    0x541B,
    0x5421,
    0x5450,
    0x5451,
)  # TCGETS TIOCGWINSZ FION(READ|BIO) FIO*CLEX
PRCTLS = (15, 16)  # PR_SET_NAME, PR_GET_NAME
ABORTING = (signal.SIGABRT, signal.SIGALRM, signal.SIGINT, signal.SIGTERM)


PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
INSTRUCTION_BYTES = 8

_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


@dataclass(frozen=True)
class Filter:
    """The rules, and their program where nothing is left to be added: made by the fork server."""

    rules: SyscallFilter
    program: _Program | None


def prepare(scratch: bool, process: int | None) -> Filter:
    """Build the filter, for children with or without a folder of their own.

    Compiling it takes a child a millisecond: where all children have one and the same process
    number (in PID namespaces of their own), that is done here once for all of them.
    """
    rules = _default_deny(scratch)
    if process is None:
        return Filter(rules, None)
    _allow_own_signals(rules, process)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        code = file.read()
    return Filter(rules, _Program(len(code) // INSTRUCTION_BYTES, code))


def prepare_without_files() -> Filter:
    """Build the filter for a process that opens nothing: it reads and writes what is open."""
    rules = SyscallFilter(defaction=ERRNO(errno.EPERM))
    for name in ON_OPEN_FILES_ALONE.split():
        _allow(rules, name)
    for command in FCNTLS:
        _allow(rules, "fcntl", Arg(1, EQ, command))
    for request in IOCTLS:
        _allow(rules, "ioctl", Arg(1, EQ, request))
    return Filter(rules, None)


def load(prepared: Filter) -> None:
    """Confine this process for good: it may signal itself (abort, raise), and nobody else."""
    if prepared.program is None:
        _allow_own_signals(prepared.rules, os.getpid())
        prepared.rules.load()
        return
    program = ctypes.byref(prepared.program)
    if _libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {os.strerror(number)}")


def _default_deny(scratch: bool) -> SyscallFilter:
    calls = SyscallFilter(defaction=ERRNO(errno.EPERM))
    for name in (WITHOUT_CONDITION + (IN_SCRATCH if scratch else "")).split():
        _allow(calls, name)
    for name, flags in (("open", 1), ("openat", 2)):
        # Truncating needs a descriptor to write to: older Landlocks check no more than that.
        _allow(calls, name, Arg(flags, MASKED_EQ, os.O_ACCMODE | os.O_TRUNC, os.O_RDONLY))
        _allow(calls, name, Arg(flags, MASKED_EQ, os.O_ACCMODE, os.O_WRONLY))
        _allow(calls, name, Arg(flags, MASKED_EQ, os.O_ACCMODE, os.O_RDWR))
    for command in FCNTLS:
        _allow(calls, "fcntl", Arg(1, EQ, command))
    # Threads, yes; processes and namespaces, no. clone3 hides its flags in memory: glibc falls
    # back to clone when it is told that there is none.
    _allow(calls, "clone", Arg(0, MASKED_EQ, CLONE_THREAD, CLONE_THREAD))
    calls.add_rule(ERRNO(errno.ENOSYS), "clone3")
    for request in IOCTLS:
        _allow(calls, "ioctl", Arg(1, EQ, request))
    for option in PRCTLS:
        _allow(calls, "prctl", Arg(0, EQ, option))
    # Reading limits, of this process only.
    _allow(calls, "prlimit64", Arg(0, EQ, 0), Arg(2, EQ, 0))
    return calls


def _allow_own_signals(calls: SyscallFilter, process: int) -> None:
    for number in ABORTING:
        _allow(calls, "tgkill", Arg(0, EQ, process), Arg(2, EQ, number))


def _allow(calls: SyscallFilter, name: str, *arguments: Arg) -> None:
    try:
        calls.add_rule(ALLOW, name, *arguments)
    except OSError as error:
        if error.errno != errno.EFAULT and error.errno != errno.EINVAL:
            raise
        # libseccomp does not know the name: an older library, or another architecture.
