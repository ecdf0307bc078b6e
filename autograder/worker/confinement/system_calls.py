"""A default-deny filter of system calls (seccomp): what numerical Python needs, and no more.

No process can be started, no socket made, nothing mounted, traced or shared; a refused call fails
with EPERM, so that a submission that tries gets a PermissionError and can be told.
"""

from __future__ import annotations

import errno
import signal

from pyseccomp import ALLOW, EQ, ERRNO, MASKED_EQ, Arg, SyscallFilter

CLONE_THREAD = 0x00010000

WITHOUT_CONDITION = """
    read readv pread64 preadv write writev pwrite64 pwritev lseek open openat close close_range
    stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat
    getcwd chdir fchdir getdents64 unlink unlinkat rename renameat renameat2 mkdir mkdirat rmdir
    truncate ftruncate fallocate fsync fdatasync utimensat chmod fchmod fchmodat umask
    sendfile copy_file_range dup dup2 dup3 pipe pipe2 eventfd2 fcntl flock
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


def default_deny() -> SyscallFilter:
    """Build the filter; loading it is what costs nothing, so that a zygote builds it once."""
    calls = SyscallFilter(defaction=ERRNO(errno.EPERM))
    for name in WITHOUT_CONDITION.split():
        _allow(calls, name)
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
    # abort() and raise() go through tgkill; killing another needs its number in this namespace.
    for number in ABORTING:
        _allow(calls, "tgkill", Arg(2, EQ, number))
    return calls


def _allow(calls: SyscallFilter, name: str, *arguments: Arg) -> None:
    try:
        calls.add_rule(ALLOW, name, *arguments)
    except OSError as error:
        if error.errno != errno.EFAULT and error.errno != errno.EINVAL:
            raise
        # libseccomp does not know the name: an older library, or another architecture.
