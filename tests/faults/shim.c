/* Stands between a process and libc (LD_PRELOAD): counts the calls on files below a path, and makes the n-th of a kind
   fail, write by halves, or be the process's last. What to do is read from a shared file at every call, so that a test
   can change its mind while the process runs. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { OPEN, READ, WRITE, FSYNC, RENAME, TRUNCATE, KINDS };
enum fate { PASS, HALF, FAIL };

struct control { /* shim.py has the same fields */
    char below[1024];
    long kinds;       /* a bit for each kind that is chosen */
    long first, last; /* which of the chosen calls fail, counted from 1 */
    long error;       /* errno; 0: the process is killed */
    long halve;       /* whether the first of them writes half of what it should */
    atomic_long chosen, failed;
    atomic_long calls[KINDS];
};

static struct control *control;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAULT_CONTROL");
    int handle = path ? REAL(open)(path, O_RDWR | O_CLOEXEC) : -1;
    if (handle < 0) return;
    void *shared = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, handle, 0);
    if (shared != MAP_FAILED) control = shared;
    close(handle);
}

static enum fate fate_of(enum kind kind) {
    atomic_fetch_add(&control->calls[kind], 1);
    if (!(control->kinds >> kind & 1)) return PASS;
    long number = atomic_fetch_add(&control->chosen, 1) + 1;
    if (number < control->first || number > control->last) return PASS;
    atomic_fetch_add(&control->failed, 1);
    if (control->halve && number == control->first) return HALF;
    if (!control->error) kill(getpid(), SIGKILL);
    errno = (int)control->error;
    return FAIL;
}

static enum fate at_path(enum kind kind, int folder, const char *path) {
    char link[64] = "/proc/self/cwd", full[2 * PATH_MAX] = "";
    if (!control) return PASS;
    if (path[0] != '/') {
        if (folder != AT_FDCWD) snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        if (readlink(link, full, PATH_MAX - 1) < 0) return PASS;
        strcat(full, "/");
    }
    strncat(full, path, PATH_MAX);
    return strncmp(full, control->below, strlen(control->below)) ? PASS : fate_of(kind);
}

static enum fate at_handle(enum kind kind, int handle) {
    char link[64], full[PATH_MAX] = "";
    int before = errno;
    if (!control) return PASS;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, full, sizeof full - 1);
    errno = before;
    return length < 0 || strncmp(full, control->below, strlen(control->below)) ? PASS : fate_of(kind);
}

#define OPENS(name, folder, known, passed)                                      \
    int name known {                                                            \
        va_list rest;                                                           \
        va_start(rest, flags);                                                  \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                                           \
        return at_path(OPEN, folder, path) == FAIL ? -1 : REAL(name) passed;    \
    }
OPENS(open, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPENS(open64, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPENS(openat, folder, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
OPENS(openat64, folder, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))

int creat(const char *path, mode_t mode) {
    return at_path(OPEN, AT_FDCWD, path) == FAIL ? -1 : REAL(creat)(path, mode);
}

#define BY_HANDLE(result, name, kind, known, passed) \
    result name known { return at_handle(kind, handle) == FAIL ? -1 : REAL(name) passed; }
BY_HANDLE(ssize_t, read, READ, (int handle, void *to, size_t size), (handle, to, size))
BY_HANDLE(ssize_t, pread, READ, (int handle, void *to, size_t size, off_t at), (handle, to, size, at))
BY_HANDLE(ssize_t, pread64, READ, (int handle, void *to, size_t size, off64_t at), (handle, to, size, at))
BY_HANDLE(ssize_t, readv, READ, (int handle, const struct iovec *parts, int count), (handle, parts, count))
BY_HANDLE(ssize_t, writev, WRITE, (int handle, const struct iovec *parts, int count), (handle, parts, count))
BY_HANDLE(int, fsync, FSYNC, (int handle), (handle))
BY_HANDLE(int, fdatasync, FSYNC, (int handle), (handle))
BY_HANDLE(int, ftruncate, TRUNCATE, (int handle, off_t size), (handle, size))
BY_HANDLE(int, ftruncate64, TRUNCATE, (int handle, off64_t size), (handle, size))

#define WRITES(name, known, passed)                 \
    ssize_t name known {                            \
        enum fate fate = at_handle(WRITE, handle);  \
        if (fate == FAIL) return -1;                \
        if (fate == HALF && size > 1) size /= 2;    \
        return REAL(name) passed;                   \
    }
WRITES(write, (int handle, const void *from, size_t size), (handle, from, size))
WRITES(pwrite, (int handle, const void *from, size_t size, off_t at), (handle, from, size, at))
WRITES(pwrite64, (int handle, const void *from, size_t size, off64_t at), (handle, from, size, at))

int rename(const char *from, const char *to) {
    return at_path(RENAME, AT_FDCWD, to) == FAIL ? -1 : REAL(rename)(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    return at_path(RENAME, to_folder, to) == FAIL ? -1 : REAL(renameat)(from_folder, from, to_folder, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    return at_path(RENAME, to_folder, to) == FAIL ? -1 : REAL(renameat2)(from_folder, from, to_folder, to, flags);
}
